package io.settlement.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.ledger.ActingOwner;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyTextTest {

    private final KeyText key = KeyText.random(new SecureRandom());

    @Test
    void isReadAsItIsWritten() {
        assertThat(key.text()).matches("stl_[0-9a-f]{12}_[0-9a-f]{64}");
        assertThat(KeyText.parse(key.text())).contains(key);
        assertThat(KeyText.random(new SecureRandom())).isNotEqualTo(key);
    }

    @Test
    void isNothingElse() {
        for (var wrong : List.of(
                "",
                "stl_",
                key.secret(),
                key.text() + "0",
                " " + key.text(),
                key.text().replace("stl", "sk"))) {
            assertThat(KeyText.parse(wrong)).as(wrong).isEmpty();
        }
        assertThat(KeyText.parse(key.text().toUpperCase(Locale.ROOT))).isEmpty();
    }

    @Test
    void neverShowsItsSecret() {
        assertThat(key.toString()).contains(key.id()).doesNotContain(key.secret());
        assertThat(stored(key).toString()).doesNotContain(key.secret());
    }

    @Test
    void isAcceptedWithItsOwnSecretOnly() {
        var other = new KeyText(key.id(), KeyText.random(new SecureRandom()).secret());
        assertThat(stored(key).accepts(key)).isTrue();
        assertThat(stored(key).accepts(other)).isFalse();
    }

    @Test
    void scopesAreNamedByTheirWords() {
        var both = EnumSet.of(Scope.READ, Scope.OPERATE);
        assertThat(Scope.setOf("operate, read")).isEqualTo(both);
        assertThat(Scope.words(both)).isEqualTo("read,operate");
        assertThatThrownBy(() -> Scope.setOf("read,write"))
                .hasMessage("'write' is not a scope; there are accounts:write,transfers:write,read,operate");
    }

    private static ApiKey stored(KeyText key) {
        return new ApiKey(
                key.id(),
                key.secretHash(),
                ActingOwner.ANY,
                EnumSet.of(Scope.READ),
                "",
                Instant.EPOCH,
                Optional.empty());
    }
}
