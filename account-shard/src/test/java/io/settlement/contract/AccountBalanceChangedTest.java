package io.settlement.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.contract.AccountEvent.AccountType;
import io.settlement.contract.AccountEvent.Kind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AccountBalanceChangedTest {

    private static final Instant AT = Instant.parse("2026-11-01T08:00:00.120Z");

    private static final String GOLDEN = """
            {"version":1,"entry":{"shard":2,"entryNo":41},"at":"2026-11-01T08:00:00.120000Z","events":[\
            {"accountId":"17","accountType":"SP","sequence":7,"kind":"DEBIT","amount":"-12.30","currency":"CNY",\
            "balanceAfter":"-0.05","transferId":"9223372036854775807"},\
            {"accountId":"18","accountType":"SP","sequence":9007199254740991,"kind":"WITHDRAWAL","amount":"-500",\
            "currency":"JPY","balanceAfter":"0","transferId":"35"}]}""";

    private static final AccountBalanceChanged MESSAGE = new AccountBalanceChanged(
            2,
            41,
            AT,
            List.of(
                    new AccountEvent(
                            17,
                            AccountType.SP,
                            7,
                            Kind.DEBIT,
                            new BigDecimal("-12.30"),
                            "CNY",
                            new BigDecimal("-0.05"),
                            Long.MAX_VALUE),
                    new AccountEvent(
                            18,
                            AccountType.SP,
                            9_007_199_254_740_991L,
                            Kind.WITHDRAWAL,
                            new BigDecimal("-500"),
                            "JPY",
                            new BigDecimal("0"),
                            35)));

    @Test
    void writesExactlyThisText() {
        assertThat(new String(MESSAGE.toJson(), StandardCharsets.UTF_8)).isEqualTo(GOLDEN);
        assertThat(MESSAGE.keys()).isEqualTo("17 18");
        assertThat(MESSAGE.tag()).isEqualTo("SP.DEBITED");
    }

    @Test
    void readsExactlyThisText() {
        assertThat(read(GOLDEN)).isEqualTo(MESSAGE);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void readsWhatItWritesOfEveryKind(Kind kind) {
        var amount = new BigDecimal(kind == Kind.DEBIT || kind == Kind.WITHDRAWAL ? "-1.00" : "1.00");
        var event = new AccountEvent(1, AccountType.SA, 1, kind, amount, "CNY", new BigDecimal("1.00"), 1);
        var message = new AccountBalanceChanged(0, 1, AT, List.of(event));

        assertThat(AccountBalanceChanged.fromJson(message.toJson())).isEqualTo(message);
    }

    @Test
    void theLongestMessageIsReadAndItsKeysFit() {
        var events = LongStream.range(0, AccountBalanceChanged.MAX_EVENTS)
                .mapToObj(i -> new AccountEvent(
                        Long.MAX_VALUE - i,
                        AccountType.SA,
                        AccountBalanceChanged.MAX_NUMBER,
                        Kind.WITHDRAWAL,
                        new BigDecimal("-9223372036854775807.0000"),
                        "CLF",
                        new BigDecimal("-9223372036854775807.0000"),
                        Long.MAX_VALUE - i))
                .toList();
        var longest = new AccountBalanceChanged(31, AccountBalanceChanged.MAX_NUMBER, AT, events);

        assertThat(AccountBalanceChanged.fromJson(longest.toJson())).isEqualTo(longest);
        assertThat(longest.keys().length()).isLessThan(32_767);
        assertThat(longest.toJson().length).isLessThan(132 * 1024);
    }

    /** Each row replaces a part of the good text. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\":1 | \"version\":2",
                "\"shard\":2 | \"shard\":32",
                "\"shard\":2 | \"shard\":02",
                "\"entryNo\":41 | \"entryNo\":0",
                "\"entryNo\":41 | \"entryNo\":9007199254740992",
                "\"entryNo\":41 | \"entryNo\":\"41\"",
                "T08:00:00.120000Z | T25:00:00.120000Z",
                "T08:00:00.120000Z | T08:00:00.120Z",
                "\"accountId\":\"17\" | \"accountId\":\"0\"",
                "\"accountId\":\"17\" | \"accountId\":\"9223372036854775808\"",
                "\"accountId\":\"17\" | \"accountId\":17",
                "\"accountId\":\"17\" | \"owner\":\"17\"",
                "\"accountType\":\"SP\",\"sequence\":7 | \"accountType\":\"DUE\",\"sequence\":7",
                "\"accountType\":\"SP\",\"sequence\":7 | \"accountType\":\"SA\",\"sequence\":7",
                "\"sequence\":7 | \"sequence\":0",
                "\"sequence\":7 | \"sequence\":9007199254740992",
                "\"kind\":\"DEBIT\" | \"kind\":\"INTERNAL\"",
                "\"kind\":\"DEBIT\" | \"kind\":\"CREDIT\"",
                "\"amount\":\"-12.30\" | \"amount\":\"12.30\"",
                "\"amount\":\"-12.30\" | \"amount\":\"-12.3\"",
                "\"amount\":\"-12.30\" | \"amount\":\"-1e3\"",
                "\"amount\":\"-500\" | \"amount\":\"0\"",
                "\"currency\":\"JPY\" | \"currency\":\"jpy\"",
                "\"balanceAfter\":\"0\" | \"balanceAfter\":\"NaN\"",
                "\"accountId\":\"18\" | \"accountId\":\"17\",\"x\":1",
                "}]} | }]} ;",
                "}]} | }],\"more\":1}",
                "}]} | },]}",
                "}]} | }]",
                "}]} | }",
            })
    void refusesEverythingElse(String good, String bad) {
        assertThat(GOLDEN).contains(good);

        assertThatThrownBy(() -> read(GOLDEN.replace(good, bad))).isInstanceOf(UndecodableMessage.class);
    }

    @Test
    void refusesAnAccountsEventsOutOfOrder() {
        var twice = GOLDEN.replace("\"accountId\":\"18\"", "\"accountId\":\"17\"")
                .replace("\"sequence\":9007199254740991", "\"sequence\":7");

        assertThatThrownBy(() -> read(twice))
                .isInstanceOf(UndecodableMessage.class)
                .hasMessageContaining("ascending");
    }

    @Test
    void refusesMoreThanTheBoundsAndNothingAtAll() {
        var event = GOLDEN.substring(GOLDEN.indexOf("[") + 1, GOLDEN.indexOf("},{") + 1);
        var many = GOLDEN.replace(event, (event + ",").repeat(AccountBalanceChanged.MAX_EVENTS) + event);

        assertThatThrownBy(() -> read(many)).isInstanceOf(UndecodableMessage.class);
        assertThatThrownBy(() -> AccountBalanceChanged.fromJson(new byte[1 << 20]))
                .isInstanceOf(UndecodableMessage.class)
                .hasMessageContaining("longer");
        assertThatThrownBy(() -> AccountBalanceChanged.fromJson(null)).isInstanceOf(UndecodableMessage.class);
        assertThatThrownBy(() -> read("")).isInstanceOf(UndecodableMessage.class);
        assertThatThrownBy(() -> read(GOLDEN.substring(0, GOLDEN.indexOf("[") + 1) + "]}"))
                .isInstanceOf(UndecodableMessage.class);
    }

    private static AccountBalanceChanged read(String body) {
        return AccountBalanceChanged.fromJson(body.getBytes(StandardCharsets.UTF_8));
    }
}
