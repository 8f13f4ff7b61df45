package io.settlement.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.ShardId;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReconciliationReportTest {

    private static final ShardId FIRST = new ShardId(0);
    private static final ShardId SECOND = new ShardId(1);
    private static final Break CENT =
            Break.on(FIRST, BreakKind.BALANCE_OFF, "CNY", "account 7", "balance 5, seq 1", "balance 6, seq 1");

    @Test
    void addsShardsUpPerCurrency() {
        var report = report(List.of(totals(FIRST, "CNY", 0, 300), totals(SECOND, "CNY", 0, -300)), List.of(), true);

        assertThat(report.conserved()).isTrue();
        assertThat(report.atRest()).isTrue();
        assertThat(report.lines())
                .containsExactly("CONSERVED currency=CNY shards=2 accounts=4 transfers=6 postings=8 legs=10 sum=0"
                        + " in_flight=0 due=0");
    }

    @Test
    void hasALineForEachCurrencyInTheirOrder() {
        var report = report(List.of(totals(FIRST, "USD", 0, 0), totals(FIRST, "CNY", 0, 0)), List.of(), true);

        assertThat(report.lines())
                .extracting(line -> line.substring(0, 22))
                .containsExactly("CONSERVED currency=CNY", "CONSERVED currency=USD");
    }

    @Test
    void isConservedButNotAtRestWhileTransfersAreInFlight() {
        var report = report(List.of(totals(FIRST, "CNY", 2, -40)), List.of(), true);

        assertThat(report.conserved()).isTrue();
        assertThat(report.atRest()).isFalse();
        assertThat(report.lines()).singleElement().asString().endsWith("in_flight=200 due=-40");
    }

    @Test
    void isNotAtRestWhenAJournalMovedBetweenTheSnapshots() {
        assertThat(report(List.of(totals(FIRST, "CNY", 0, 0)), List.of(), false).atRest())
                .isFalse();
    }

    @Test
    void callsNothingConservedWhenSomethingIsBroken() {
        var report = report(List.of(totals(FIRST, "CNY", 0, 0), totals(FIRST, "USD", 0, 0)), List.of(CENT), true);

        assertThat(report.conserved()).isFalse();
        assertThat(report.lines())
                .containsSequence("BREAK BALANCE_OFF shard=0 currency=CNY subject=\"account 7\""
                        + " expected=\"balance 5, seq 1\" found=\"balance 6, seq 1\"")
                .filteredOn(line -> line.startsWith("BROKEN currency="))
                .hasSize(2);
    }

    @Test
    void callsNothingConservedWhenAShardIsAway() {
        var unread = List.of(new UnreadShard(SECOND, "no \"route\"\nto host"));
        var report = new ReconciliationReport(List.of(totals(FIRST, "CNY", 0, 0)), List.of(), false, unread, true);

        assertThat(report.conserved()).isFalse();
        assertThat(report.atRest()).isFalse();
        assertThat(report.lines()).first().isEqualTo("UNREAD shard=1 why=\"no 'route' to host\"");
    }

    @Test
    void saysThatBreaksWereLeftOut() {
        var report = new ReconciliationReport(List.of(), List.of(CENT), true, List.of(), true);

        assertThat(report.lines()).last().isEqualTo("BREAK ... and more of the same kinds");
    }

    @Test
    void showsABreakOfNoOneShard() {
        var due = new Break(BreakKind.DUE_NOT_ZERO, Optional.empty(), "CNY", "DUE of all shards", "0", "-250");

        assertThat(due.line())
                .isEqualTo("BREAK DUE_NOT_ZERO shard=all currency=CNY subject=\"DUE of all shards\" expected=\"0\""
                        + " found=\"-250\"");
    }

    private static ReconciliationReport report(List<ShardTotals> totals, List<Break> breaks, boolean quiet) {
        return new ReconciliationReport(totals, breaks, false, List.of(), quiet);
    }

    private static ShardTotals totals(ShardId shard, String currency, long debited, long due) {
        return new ShardTotals(
                shard,
                currency,
                2,
                3,
                1,
                1,
                4,
                5,
                debited,
                2,
                1,
                0,
                money(0),
                money(100 * debited),
                money(100 * debited),
                money(due),
                money(0));
    }

    private static BigInteger money(long minorUnits) {
        return BigInteger.valueOf(minorUnits);
    }
}
