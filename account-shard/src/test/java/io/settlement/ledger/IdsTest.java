package io.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    @Test
    void readsDecimalDigitsUpTo63Bits() {
        assertThat(TransferId.parse("9223372036854775807").value()).isEqualTo(Long.MAX_VALUE);
        assertThat(AccountId.parse("1025").slot()).isEqualTo(new Slot(1));
        assertThat(BatchId.parse("1016").slot()).isEqualTo(new Slot(1016));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "0",
                "-1",
                "+1",
                "01",
                "1 ",
                " 1",
                "1.0",
                "1e3",
                "٣",
                "0x1",
                "9223372036854775808",
                "10000000000000000000",
                "NaN",
                "null"
            })
    void refusesEveryOtherText(String text) {
        assertThatThrownBy(() -> AccountId.parse(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TransferId.parse(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BatchId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "ключ",
                "a\n",
                "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void takesKeysOfVisibleAsciiOnly(String key) {
        assertThatThrownBy(() -> new IdempotencyKey(key)).isInstanceOf(IllegalArgumentException.class);
    }
}
