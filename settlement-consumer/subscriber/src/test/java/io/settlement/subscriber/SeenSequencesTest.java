package io.settlement.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.contract.AccountEvent;
import io.settlement.contract.AccountEvent.AccountType;
import io.settlement.contract.AccountEvent.Kind;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class SeenSequencesTest {

    private final SeenSequences seen = new SeenSequences(2);

    @Test
    void dropsWhatItHasSeenOfEachAccount() {
        seen.note(event(1, 5));

        assertThat(seen.has(event(1, 5))).isTrue();
        assertThat(seen.has(event(1, 4))).isTrue();
        assertThat(seen.has(event(1, 6))).isFalse();
        assertThat(seen.has(event(2, 4))).isFalse();
    }

    @Test
    void forgetsTheAccountItHeardOfLongestAgo() {
        seen.note(event(1, 5));
        seen.note(event(2, 5));
        seen.note(event(1, 6));
        seen.note(event(3, 5));

        assertThat(seen.has(event(1, 6))).isTrue();
        assertThat(seen.has(event(2, 5))).isFalse();
    }

    private static AccountEvent event(long account, long sequence) {
        return new AccountEvent(
                account, AccountType.SA, sequence, Kind.CREDIT, new BigDecimal("1"), "JPY", new BigDecimal("1"), 1);
    }
}
