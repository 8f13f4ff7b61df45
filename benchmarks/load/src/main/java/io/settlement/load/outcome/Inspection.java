package io.settlement.load.outcome;

import io.settlement.load.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at everything once a run is over, and says whether it all agrees. */
public final class Inspection {

    private final ShardTables tables;
    private final Proof proof;
    private final Latencies latencies;

    public Inspection(ShardTables tables, Proof proof, Latencies latencies) {
        this.tables = tables;
        this.proof = proof;
        this.latencies = latencies;
    }

    /**
     * @param announcements counted since before the first transfer, empty if there is no broker to ask
     * @param notes lines for the reader, printed before the last ones
     */
    public RunReport inspect(SentPlan sent, Optional<Announcements> announcements, List<String> notes)
            throws Exception {
        var disagreements = new Disagreements();
        disagreements.addAll(sent.answers().surprises());
        var transfers = TransferCheck.of(sent, tables, latencies, disagreements);
        var balances = BalanceCheck.of(sent, tables, disagreements);
        var groups = new GroupCheck(balances::received, transfers::refused, disagreements).lines(sent.plan());
        var messages = messages(announcements, transfers.batches(), disagreements);
        var proven = proof.prove();
        addProof(sent.plan(), proven, disagreements);
        return RunReport.of(
                new RunReport.Facts(sent, transfers, balances, groups, latencies, messages, proven, disagreements),
                notes);
    }

    private static OptionalLong messages(
            Optional<Announcements> announcements, long batches, Disagreements disagreements) throws Exception {
        if (announcements.isEmpty()) {
            return OptionalLong.empty();
        }
        long messages = announcements.get().awaitAtLeast(batches);
        if (messages < batches) {
            disagreements.add("%d batches debited something, but only %d messages were announced", batches, messages);
        }
        return OptionalLong.of(messages);
    }

    private static void addProof(Plan plan, Proof.Report proven, Disagreements disagreements) {
        disagreements.addAll(proven.breaks());
        for (var conserved : proven.conserved()) {
            if (!conserved.isAtRest()) {
                disagreements.add("the books are not at rest: %s", conserved);
            } else if (plan.movesMoneyIn(conserved.currency()) && !conserved.hasLookedAtSomething()) {
                disagreements.add("the proof has looked at nothing: %s", conserved);
            }
        }
        for (var currency : plan.currencies()) {
            if (proven.conserved().stream().noneMatch(line -> line.currency().equals(currency))) {
                disagreements.add("the proof says nothing about %s", currency);
            }
        }
    }
}
