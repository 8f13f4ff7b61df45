package io.settlement.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    private static final CurrencyCode CNY = CurrencyCode.of("CNY");

    @ParameterizedTest
    @CsvSource({
        "12.50, CNY, 1250",
        "12.5, CNY, 1250",
        "12, CNY, 1200",
        "0.01, CNY, 1",
        "007, JPY, 7",
        "1.234, KWD, 1234",
        "0.0001, CLF, 1",
        "10000000000000.00, CNY, 1000000000000000",
        "1000000000000000, JPY, 1000000000000000"
    })
    void readsPlainDecimals(String text, String currency, long minorUnits) {
        assertThat(Money.parse(text, CurrencyCode.of(currency)))
                .isEqualTo(Money.ofMinor(minorUnits, CurrencyCode.of(currency)));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "0.00",
                "-1",
                "+1",
                "1.",
                ".80",
                "1.234",
                "1,5",
                "1e3",
                "1E3",
                "NaN",
                "Infinity",
                "0x10",
                " 1",
                "1 ",
                "1\n",
                "١٢",
                "９",
                "10000000000000.01",
                "9223372036854775808",
                "92233720368547758.08",
                "1000000000000000000000000000000000000",
                "1_000",
                "1.0.0",
                "--1"
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> Money.parse(text, CNY)).isInstanceOf(InvalidMoney.class);
    }

    @ParameterizedTest
    @CsvSource({"1.0, JPY", "1.00, JPY", "0.5, JPY", "1.2345, KWD"})
    void refusesMoreDecimalsThanTheCurrencyHasEvenIfTheyAreZero(String text, String currency) {
        assertThatThrownBy(() -> Money.parse(text, CurrencyCode.of(currency)))
                .isInstanceOf(InvalidMoney.class)
                .hasMessageContaining(currency);
    }

    @Test
    void neverMixesCurrenciesAndNeverOverflows() {
        var yen = Money.ofMinor(5, CurrencyCode.of("JPY"));
        assertThatThrownBy(() -> Money.ofMinor(5, CNY).plus(yen)).isInstanceOf(InvalidMoney.class);
        assertThatThrownBy(() -> Money.ofMinor(Long.MAX_VALUE, CNY).plus(Money.ofMinor(1, CNY)))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.ofMinor(Long.MIN_VALUE, CNY).negated()).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({"-5, CNY, -0.05", "5, JPY, 5", "1234567, KWD, 1234.567", "0, CNY, 0.00", "1, CLF, 0.0001"})
    void writesExactlyTheCurrencysDecimals(long minorUnits, String currency, String text) {
        assertThat(Money.ofMinor(minorUnits, CurrencyCode.of(currency)).toDecimal())
                .isEqualTo(text);
    }

    @Test
    void readsBackWhatItWritesInEveryCurrency() {
        Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getDefaultFractionDigits() >= 0)
                .forEach(currency -> {
                    var money = Money.ofMinor(1_234_567, CurrencyCode.of(currency.getCurrencyCode()));
                    assertThat(Money.parse(money.toDecimal(), money.currency())).isEqualTo(money);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"cny", "CN", "XXX", "XAU", "ABCD", "", "C1Y", "CNYCNYCNYCNY"})
    void refusesWhatIsNoCurrency(String code) {
        assertThatThrownBy(() -> CurrencyCode.of(code)).isInstanceOf(InvalidMoney.class);
    }

    @Test
    void readsALimitAsAnAmountThatMayBeZero() {
        var cny = CurrencyCode.of("CNY");
        assertThat(Money.parseLimit("0.00", cny).minorUnits()).isZero();
        assertThat(Money.parseLimit("120.5", cny).minorUnits()).isEqualTo(12_050);
        assertThat(Money.parseLimit("9999999999999999.99", cny).minorUnits()).isEqualTo(999_999_999_999_999_999L);
        for (var wrong : List.of("", "-1", "1.001", "1e3", " 1", "10000000000000000", ".5", "NaN")) {
            assertThatThrownBy(() -> Money.parseLimit(wrong, cny)).as(wrong).isInstanceOf(InvalidMoney.class);
        }
        assertThatThrownBy(() -> Money.parseLimit("9999999999999999.9999", CurrencyCode.of("CLF")))
                .as("above any balance")
                .isInstanceOf(InvalidMoney.class);
        assertThatThrownBy(() -> Money.parseLimit(null, cny)).isInstanceOf(InvalidMoney.class);
    }
}
