package io.settlement.drill.check;

import io.settlement.drill.check.Facts.LegFact;
import io.settlement.drill.check.Facts.TransferFact;
import io.settlement.drill.history.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether each transfer has done to customers' accounts exactly what its state says, once. Looks at the facts alone. */
final class BookCheck {

    private final Facts facts;
    private final Findings findings;
    private final Map<Long, List<Effect>> effects = new HashMap<>();

    /** A line, or a line that should be there, seen from its transfer. */
    private record Effect(String kind, long account, long amount) {

        @Override
        public String toString() {
            return kind + " " + amount + " on account " + account;
        }
    }

    private BookCheck(Facts facts, Findings findings) {
        this.facts = facts;
        this.findings = findings;
    }

    static void check(Facts facts, Findings findings) {
        var check = new BookCheck(facts, findings);
        facts.lines().forEach((account, lines) -> lines.forEach(line -> check.note(account, line)));
        facts.transfers().forEach(check::checkTransfer);
        check.effects.forEach((transfer, left) -> findings.add(
                FindingKind.UNASKED, "transfer " + transfer, "no line of a transfer that does not exist", left));
    }

    private void note(long account, Line line) {
        effects.computeIfAbsent(line.transferId(), id -> new ArrayList<>(2))
                .add(new Effect(line.kind(), account, line.amount()));
    }

    private void checkTransfer(long id, List<TransferFact> rows) {
        var subject = "transfer " + id;
        if (rows.size() > 1) {
            findings.add(FindingKind.DOUBLED, subject, "one row", rows.size() + " rows on several shards");
        }
        var transfer = rows.get(0);
        if (transfer.status().equals("DEBITED")) {
            findings.add(FindingKind.STRANDED, subject, "SETTLED or REVERSED at rest", "DEBITED");
        }
        checkEffects(subject, transfer, effects.getOrDefault(id, List.of()));
        checkLegs(subject, transfer, facts.legs(id));
        effects.remove(id);
    }

    private void checkEffects(String subject, TransferFact transfer, List<Effect> found) {
        if (transfer.status().equals("REJECTED")) {
            found.forEach(
                    effect -> findings.add(FindingKind.REFUSED_YET_MOVED, subject, "REJECTED moves nothing", effect));
            return;
        }
        var unexplained = new ArrayList<>(found);
        var missing = new ArrayList<Effect>();
        for (var expected : expected(transfer)) {
            if (!unexplained.remove(expected)) {
                missing.add(expected);
            }
        }
        unexplained.forEach(effect -> nameUnexpected(subject, transfer, effect, missing));
        missing.forEach(effect -> findings.add(
                FindingKind.POSTING_MISSING, subject, transfer.status() + " with " + effect, "no such line"));
    }

    /** A line of a kind that is missing elsewhere went wrong; any other is one too many. */
    private void nameUnexpected(String subject, TransferFact transfer, Effect found, List<Effect> missing) {
        var meant = missing.stream()
                .filter(effect -> effect.kind().equals(found.kind()))
                .findFirst();
        if (meant.isPresent()) {
            missing.remove(meant.get());
            findings.add(FindingKind.MISPOSTED, subject, meant.get(), found);
        } else {
            findings.add(
                    FindingKind.DOUBLED, subject, transfer.status() + " with " + expected(transfer), "also " + found);
        }
    }

    private static List<Effect> expected(TransferFact transfer) {
        var debit = new Effect("DEBIT", transfer.source(), -transfer.amount());
        return switch (transfer.kind() + " " + transfer.status()) {
            case "TRANSFER SETTLED" -> List.of(debit, new Effect("CREDIT", transfer.destination(), transfer.amount()));
            case "TRANSFER REVERSED" -> List.of(debit, new Effect("REVERSAL", transfer.source(), transfer.amount()));
            case "DEPOSIT SETTLED" -> List.of(new Effect("DEPOSIT", transfer.destination(), transfer.amount()));
            default -> List.of(debit);
        };
    }

    private void checkLegs(String subject, TransferFact transfer, List<LegFact> legs) {
        if (legs.size() > 1) {
            findings.add(FindingKind.DOUBLED, subject, "one leg", legs);
        }
        boolean decided = transfer.kind().equals("TRANSFER")
                && (transfer.status().equals("SETTLED") || transfer.status().equals("REVERSED"));
        if (decided && legs.isEmpty()) {
            findings.add(FindingKind.MISPOSTED, subject, transfer.status() + " by a leg", "no leg");
        }
        var outcome = transfer.status().equals("SETTLED") ? "CREDITED" : "REFUSED";
        for (var leg : legs) {
            var meant =
                    new LegFact(transfer.id(), transfer.destination(), transfer.amount(), transfer.currency(), outcome);
            if (decided && !leg.equals(meant)) {
                findings.add(FindingKind.MISPOSTED, subject, meant, leg);
            }
        }
    }
}
