package io.settlement.load.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.RejectionReason;
import io.settlement.load.door.Answers;
import io.settlement.load.outcome.ShardTables.BalanceRow;
import io.settlement.load.plan.Outcome;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RunReportTest {

    /** What scripts and readers of the demo see; change it knowingly. */
    private static final String GOLDEN = """
            outcomes                                          predicted        found
              SETTLED                                                 1            1
              REVERSED DESTINATION_CLOSED                             1            1
              REJECTED INSUFFICIENT_FUNDS                             1            1
            by the file's own sums   orders               file               paid            refused
              bank AB                     2           5.99 CNY           5.00 CNY           0.99 CNY
              total                       2           5.99 CNY           5.00 CNY           0.99 CNY
            latency in ms                                 p50        p95        p99        max
              accept (one request, many transfers)        5.0        5.0        5.0        5.0
              settle (submitted to settled)              20.0       20.0       20.0       20.0
            repeated under the same key: 1, answered with the same transfer: 1
            messages by the broker's offsets: 2, batches that debited: 2, 1.0 transfers each
            balances as predicted: 4 of 4
            a note
            CONSERVED currency=CNY shards=4 accounts=16 transfers=5 postings=9 legs=2 sum=0 in_flight=0 due=0
            SETTLED 1 REVERSED 1 REJECTED 1 OPEN 0 RATE 25/s
            """;

    private final InspectedRun run = new InspectedRun();

    @Test
    void tellsARunThatAgrees() {
        var report = run.report();
        assertThat(report.agrees()).isTrue();
        assertThat(String.join("\n", report.lines()) + "\n").isEqualTo(GOLDEN);
    }

    @Test
    void saysSoWhereNoBrokerWasAsked() {
        run.messages = OptionalLong.empty();
        assertThat(run.report().lines())
                .contains("messages: not counted, no broker was given; batches that debited: 2, 1.0 transfers each");
    }

    @Test
    void namesATransferThatEndedOtherwise() {
        run.transfers.set(0, InspectedRun.row(1, 1001, 1002, 500, reversed(), 71));
        assertDisagrees("transfer t0 (id 1): predicted SETTLED, found REVERSED DESTINATION_FROZEN");
    }

    @Test
    void namesATransferThatHasNotEnded() {
        run.transfers.set(0, InspectedRun.row(1, 1001, 1002, 500, Outcome.DEBITED, 71));
        assertDisagrees("transfer t0 (id 1): predicted SETTLED, found DEBITED");
        assertThat(last(run.report())).startsWith("SETTLED 0 REVERSED 1 REJECTED 1 OPEN 1 RATE 0/s");
    }

    @Test
    void namesATransferThatNoTableHas() {
        run.transfers.remove(0);
        assertDisagrees("transfer t0: predicted SETTLED, found nowhere");
        assertThat(last(run.report())).contains("OPEN 1");
    }

    @Test
    void namesATransferWhoseRowIsNotWhatWasSent() {
        run.transfers.set(0, InspectedRun.row(1, 1001, 1002, 501, Outcome.SETTLED, 71));
        assertDisagrees("which is not what was sent");
    }

    @Test
    void namesATransferOfOurPayersThatWasNeverAnsweredFor() {
        run.transfers.add(InspectedRun.row(9, 1001, 1002, 500, Outcome.SETTLED, 73));
        assertDisagrees("transfer 9 of a payer of this run was never answered for");
    }

    @Test
    void leavesTransfersOfOtherRunsAlone() {
        run.transfers.add(InspectedRun.row(9, 5001, 5002, 500, Outcome.SETTLED, 73));
        run.balances.add(new BalanceRow(5001, 1));
        assertThat(run.report().agrees()).isTrue();
    }

    @Test
    void namesABalanceThatIsOneCentOff() {
        run.balances.set(1, new BalanceRow(1002, 501));
        assertDisagrees("balance of payee (id 1002): predicted 5.00 CNY, found 5.01 CNY");
        assertDisagrees("bank AB: the file's orders add up to 5.99 CNY, but 5.01 CNY was paid and 0.99 CNY refused");
    }

    @Test
    void namesAnAccountThatIsGone() {
        run.balances.remove(3);
        assertDisagrees("account poor (id 1004): found nowhere");
    }

    @Test
    void saysNotConservedWhereTheProofFoundABreakAlthoughEverySumIsZero() {
        run.breaks.add("leg of transfer 1 has no posting");
        assertDisagrees("leg of transfer 1 has no posting");
        assertThat(run.report().lines()).anyMatch(line -> line.startsWith("NOT CONSERVED currency=CNY"));
    }

    @Test
    void namesAKeyThatWasAnsweredWithTwoTransfers() {
        run.answers.answered(0, "t0", new Answers.First(77, true));
        assertDisagrees("key t0 was answered First[transferId=1, accepted=true], and then");
    }

    @Test
    void showsTwentyExamplesAndCountsTheRest() {
        for (int number = 0; number < 30; number++) {
            run.breaks.add("break " + number);
        }
        assertThat(run.report().lines())
                .contains("DISAGREEMENTS 30, the first 20:", "  break 19")
                .doesNotContain("  break 20");
    }

    private void assertDisagrees(String sentence) {
        var report = run.report();
        assertThat(report.agrees()).isFalse();
        assertThat(report.lines()).anyMatch(line -> line.startsWith("DISAGREEMENTS "));
        assertThat(report.lines()).anyMatch(line -> line.startsWith("  ") && line.contains(sentence));
    }

    private static Outcome reversed() {
        return Outcome.reversed(RejectionReason.DESTINATION_FROZEN);
    }

    private static String last(RunReport report) {
        List<String> lines = report.lines();
        return lines.get(lines.size() - 1);
    }
}
