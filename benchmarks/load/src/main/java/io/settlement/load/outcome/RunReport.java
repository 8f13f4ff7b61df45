package io.settlement.load.outcome;

import io.settlement.ledger.TransferStatus;
import io.settlement.load.plan.Outcome;
import io.settlement.load.plan.PlannedAccount;
import io.settlement.load.plan.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A run, told to its reader: what was found beside what was predicted, and at the end the lines that a script may read.
 *
 * @param lines without line ends; the last ones are CONSERVED per currency and SETTLED
 * @param agrees true if every transfer ended, everything came out as predicted and the proof holds
 */
public record RunReport(List<String> lines, boolean agrees) {

    private static final double MICROS_PER_SECOND = 1_000_000.0;

    public RunReport {
        lines = List.copyOf(lines);
    }

    /** Everything that was found out; collected by {@link Inspection}. */
    record Facts(
            SentPlan sent,
            TransferCheck transfers,
            BalanceCheck balances,
            List<String> groupLines,
            Latencies latencies,
            OptionalLong messages,
            Proof.Report proof,
            Disagreements disagreements) {}

    static RunReport of(Facts facts, List<String> notes) {
        var lines = new ArrayList<String>();
        lines.addAll(outcomes(facts.sent().plan().outcomes(), facts.transfers().outcomes()));
        lines.addAll(facts.groupLines());
        lines.addAll(facts.latencies().lines());
        lines.addAll(counts(facts));
        lines.addAll(disagreements(facts.disagreements()));
        lines.addAll(notes);
        boolean proven = facts.proof().breaks().isEmpty();
        facts.proof().conserved().forEach(conserved -> lines.add(conserved.line(proven)));
        lines.add(lastLine(facts));
        return new RunReport(lines, facts.disagreements().isEmpty());
    }

    private static List<String> outcomes(Map<Outcome, Long> predicted, Map<Outcome, Long> found) {
        var lines = new ArrayList<String>();
        lines.add(Wording.of("%-46s %12s %12s", "outcomes", "predicted", "found"));
        var all = new TreeMap<>(predicted);
        all.putAll(found);
        for (var outcome : all.keySet()) {
            long wanted = predicted.getOrDefault(outcome, 0L);
            long seen = found.getOrDefault(outcome, 0L);
            lines.add(
                    Wording.of("  %-44s %,12d %,12d%s", outcome, wanted, seen, wanted == seen ? "" : "  <-- differs"));
        }
        return lines;
    }

    private static List<String> counts(Facts facts) {
        var sent = facts.sent();
        long accounts =
                sent.plan().accounts().stream().filter(PlannedAccount::isOpened).count();
        return List.of(
                Wording.of(
                        "repeated under the same key: %,d, answered with the same transfer: %,d",
                        sent.plan().repeats(), sent.answers().repeated()),
                messages(facts),
                Wording.of("balances as predicted: %,d of %,d", facts.balances().agreeing(), accounts));
    }

    private static String messages(Facts facts) {
        long batches = facts.transfers().batches();
        long accepted = facts.sent().answers().accepted();
        var perBatch = batches == 0 ? "" : Wording.of(", %,.1f transfers each", accepted / (double) batches);
        var batchCount = Wording.of("batches that debited: %,d%s", batches, perBatch);
        return facts.messages().isPresent()
                ? Wording.of(
                        "messages by the broker's offsets: %,d, %s",
                        facts.messages().getAsLong(), batchCount)
                : "messages: not counted, no broker was given; " + batchCount;
    }

    private static List<String> disagreements(Disagreements disagreements) {
        var lines = new ArrayList<String>();
        if (!disagreements.isEmpty()) {
            lines.add(Wording.of(
                    "DISAGREEMENTS %,d%s",
                    disagreements.count(),
                    disagreements.count() > Disagreements.EXAMPLES
                            ? ", the first " + Disagreements.EXAMPLES + ":"
                            : ":"));
            disagreements.examples().forEach(example -> lines.add("  " + example));
        }
        return lines;
    }

    private static String lastLine(Facts facts) {
        var transfers = facts.transfers();
        long settled = transfers.count(TransferStatus.SETTLED);
        long micros = transfers.lastEnd() - facts.sent().firstSubmission();
        long rate = micros <= 0 ? 0 : Math.round(settled * MICROS_PER_SECOND / micros);
        return Wording.of(
                "SETTLED %d REVERSED %d REJECTED %d OPEN %d RATE %d/s",
                settled,
                transfers.count(TransferStatus.REVERSED),
                transfers.count(TransferStatus.REJECTED),
                transfers.open(),
                rate);
    }
}
