package io.settlement.drill.check;

import io.settlement.drill.history.Line;
import io.settlement.drill.history.Mark;
import io.settlement.drill.history.Operation.BalanceRead;
import io.settlement.drill.history.Operation.Changed;
import io.settlement.drill.history.Operation.StatementRead;
import io.settlement.drill.history.Operation.TransferRead;
import io.settlement.drill.history.Operation.Tried;
import io.settlement.drill.history.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds what was read against what stands: lines never change, so a balance read in the middle of everything is still to
 * be found afterwards, under its number. And no read may show less than somebody knew before it was asked for.
 */
final class ReadCheck {

    private static final int OPEN = 1;
    private static final int ENDED = 2;

    private final Facts facts;
    private final Findings findings;
    private final Map<Long, Knowledge> sequences = new HashMap<>();
    private final Map<Long, Knowledge> states = new HashMap<>();
    private final Map<Long, Long> debits = new HashMap<>();
    private final Set<Long> closed = new HashSet<>();
    private long reads;

    ReadCheck(Facts facts, Findings findings) {
        this.facts = facts;
        this.findings = findings;
        facts.lines()
                .forEach((account, lines) -> lines.stream()
                        .filter(line -> line.amount() < 0)
                        .forEach(line -> debits.putIfAbsent(line.transferId(), line.sequence())));
    }

    long reads() {
        return reads;
    }

    /** Whoever was told that a transfer is accepted knows that its debit stands on the payer's account. */
    void tried(Tried tried) {
        var answer = tried.answer();
        if (answer.isAccepted()) {
            long id = answer.transferId();
            states(id).known(tried.span().end(), rank(answer.status()));
            states(id).read(tried.span().start(), rank(answer.status()), "answered " + answer);
            checkEnd(id, answer.status());
            var debit = debits.get(id);
            if (debit != null && tried.asked().source() != 0) {
                sequences(tried.asked().source()).known(tried.span().end(), debit);
            }
        }
    }

    void changed(Changed changed) {
        if (changed.outcome() == Outcome.OK && changed.status().equals("CLOSED")) {
            closed.add(changed.account());
        }
    }

    void read(TransferRead read) {
        reads++;
        states(read.transferId()).known(read.span().end(), rank(read.status()));
        states(read.transferId()).read(read.span().start(), rank(read.status()), "read as '" + read.status() + "'");
        checkEnd(read.transferId(), read.status());
    }

    void read(BalanceRead read) {
        reads++;
        checkMark(read.account(), read.mark());
        sequences(read.account()).known(read.span().end(), read.mark().sequence());
        sequences(read.account()).read(read.span().start(), read.mark().sequence(), "balance " + read.mark());
    }

    void read(StatementRead read) {
        reads++;
        var subject = "statement of account " + read.account();
        checkMark(read.account(), read.opening());
        var before = read.opening();
        for (var line : read.lines()) {
            var follows = new Mark(before.sequence() + 1, before.balance() + line.amount());
            if (!line.mark().equals(follows)) {
                findings.add(FindingKind.STATEMENT_BROKEN, subject, follows, line);
            }
            checkLine(read.account(), line);
            before = line.mark();
        }
        if (!read.closing().equals(before)) {
            findings.add(FindingKind.STATEMENT_BROKEN, subject, "closing " + before, read.closing());
        }
        sequences(read.account()).known(read.span().end(), read.closing().sequence());
        if (read.last()) {
            sequences(read.account()).read(read.span().start(), read.closing().sequence(), "closing " + read.closing());
        }
    }

    void finish() {
        sequences.forEach((account, knowledge) -> knowledge.check("account " + account, findings));
        states.forEach((transfer, knowledge) -> knowledge.check("state of transfer " + transfer, findings));
        for (var id : closed) {
            var account = facts.accounts().get(id);
            if (account == null || !account.status().equals("CLOSED")) {
                findings.add(FindingKind.ANSWER_UNTRUE, "account " + id, "CLOSED, as answered", account);
            }
        }
    }

    private void checkMark(long account, Mark mark) {
        boolean stands = mark.sequence() == 0
                ? mark.balance() == 0
                : facts.line(account, mark.sequence())
                        .filter(line -> line.mark().equals(mark))
                        .isPresent();
        if (!stands) {
            findings.add(FindingKind.ANSWER_UNTRUE, "account " + account, mark, facts.line(account, mark.sequence()));
        }
    }

    private void checkLine(long account, Line line) {
        var stands = facts.line(account, line.sequence());
        if (!stands.equals(Optional.of(line))) {
            findings.add(FindingKind.ANSWER_UNTRUE, "account " + account, line, stands);
        }
    }

    /** An end that somebody was told of is for ever. */
    private void checkEnd(long transfer, String status) {
        var stands = facts.transfer(transfer);
        if (rank(status) == ENDED
                && stands.isPresent()
                && !stands.get().status().equals(status)) {
            findings.add(
                    FindingKind.ANSWER_UNTRUE,
                    "transfer " + transfer,
                    status,
                    stands.get().status());
        }
    }

    private Knowledge sequences(long account) {
        return sequences.computeIfAbsent(account, id -> new Knowledge());
    }

    private Knowledge states(long transfer) {
        return states.computeIfAbsent(transfer, id -> new Knowledge());
    }

    private static int rank(String status) {
        return switch (status) {
            case "" -> 0;
            case "DEBITED" -> OPEN;
            default -> ENDED;
        };
    }
}
