package io.settlement.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.LegOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTest {

    @ParameterizedTest
    @CsvSource({
        "DEBITED,  false, true,  true",
        "SETTLED,  true,  true,  false",
        "REVERSED, true,  false, true",
        "REJECTED, false, false, false"
    })
    void saysWhichLegsItsStatusAllows(TransferStatus status, boolean needsLeg, boolean credited, boolean refused) {
        var source = new Source(new ShardId(0), 1, status, 2, 3, "CNY");

        assertThat(source.needsLeg()).isEqualTo(needsLeg);
        assertThat(source.allows(LegOutcome.CREDITED)).isEqualTo(credited);
        assertThat(source.allows(LegOutcome.REFUSED)).isEqualTo(refused);
    }
}
