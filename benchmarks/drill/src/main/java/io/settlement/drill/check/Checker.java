package io.settlement.drill.check;

import io.settlement.drill.history.HistoryFile;
import io.settlement.drill.history.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Judges one history against the facts. One use, one thread. Of an operation some hundred bytes are kept; the lines of
 * statements are compared and dropped.
 */
public final class Checker {

    private final Findings findings = new Findings();
    private final Facts facts;
    private final PaymentCheck payments;
    private final ReadCheck reads;
    private final EventCheck events;
    private final Set<Long> opened = new HashSet<>();

    private Checker(Facts facts) {
        this.facts = facts;
        this.payments = new PaymentCheck(facts);
        this.reads = new ReadCheck(facts, findings);
        this.events = new EventCheck(facts, findings);
    }

    /**
     * What came out.
     *
     * @param accepted transfers that somebody was told are accepted
     * @param unknown tries whose outcome nobody was told
     * @param reads that were answered
     */
    public record Judgement(long accepted, long unknown, long reads, Findings findings) {}

    /** @throws IOException if the history cannot be read */
    public static Judgement judge(Path history, Facts facts) throws IOException {
        var checker = new Checker(facts);
        HistoryFile.read(history, checker::take);
        return checker.finish();
    }

    public static Judgement judge(Iterable<Operation> history, Facts facts) {
        var checker = new Checker(facts);
        history.forEach(checker::take);
        return checker.finish();
    }

    private void take(Operation operation) {
        if (operation instanceof Operation.Tried tried) {
            payments.tried(tried);
            reads.tried(tried);
        } else if (operation instanceof Operation.BalanceRead read) {
            reads.read(read);
        } else if (operation instanceof Operation.StatementRead read) {
            reads.read(read);
        } else if (operation instanceof Operation.TransferRead read) {
            reads.read(read);
        } else if (operation instanceof Operation.Changed changed) {
            reads.changed(changed);
        } else if (operation instanceof Operation.EventSeen event) {
            events.seen(event);
        } else if (operation instanceof Operation.Subscribed subscribed) {
            events.subscribed(subscribed.subscriber());
        } else if (operation instanceof Operation.StoreLost) {
            events.storeLost();
        } else if (operation instanceof Operation.DoorStarted door) {
            payments.doorStarted(door.door(), door.span().end());
        } else if (operation instanceof Operation.Opened account) {
            opened.add(account.account());
        } else if (operation instanceof Operation.Proved proved) {
            proved.breaks().forEach(line -> findings.add(FindingKind.PROOF_BROKEN, "the books", "no break", line));
        }
    }

    private Judgement finish() {
        BookCheck.check(facts, findings);
        AccountCheck.check(facts, findings);
        payments.finish(findings);
        reads.finish();
        events.finish();
        opened.stream()
                .filter(id -> !facts.accounts().containsKey(id))
                .forEach(id -> findings.add(FindingKind.LOST, "account " + id, "open, as answered", "no row"));
        return new Judgement(payments.accepted(), payments.unknown(), reads.reads(), findings);
    }
}
