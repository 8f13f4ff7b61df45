package io.settlement.producer.batching;

import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferInstruction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The callers of one batch who use the same (key account, key). The first one's instruction is debited; the others are
 * answered from the row that is committed, and only from it: a 409 that is said before then could be untrue.
 */
record SubmissionGroup(List<Submission> callers) {

    SubmissionGroup {
        callers = List.copyOf(callers);
    }

    static List<SubmissionGroup> of(List<Submission> submissions) {
        var byKey = new LinkedHashMap<KeyOfAccount, List<Submission>>();
        submissions.forEach(caller ->
                byKey.computeIfAbsent(caller.key(), key -> new ArrayList<>()).add(caller));
        return byKey.values().stream().map(SubmissionGroup::new).toList();
    }

    TransferInstruction instruction() {
        return callers.get(0).instruction();
    }

    KeyOfAccount key() {
        return callers.get(0).key();
    }

    void complete(Answer answer) {
        callers.forEach(caller -> caller.complete(answer));
    }

    void completeFrom(DebitOutcome outcome) {
        callers.get(0).complete(new Answer.Decided(outcome));
        callers.subList(1, callers.size())
                .forEach(caller -> caller.complete(new Answer.Decided(outcomeFor(caller, outcome))));
    }

    void completeFromRow(Transfer stored) {
        callers.forEach(
                caller -> caller.complete(new Answer.Decided(DebitOutcome.ofStoredRow(stored, caller.instruction()))));
    }

    private static DebitOutcome outcomeFor(Submission caller, DebitOutcome ofFirst) {
        if (ofFirst instanceof DebitOutcome.Stored stored) {
            return DebitOutcome.ofStoredRow(stored.transfer(), caller.instruction());
        }
        if (ofFirst instanceof DebitOutcome.KeyConflict conflict) {
            return DebitOutcome.ofStoredRow(conflict.transfer(), caller.instruction());
        }
        return ofFirst;
    }

    /** Tells the callers of a broken instruction so; those who asked for something else under the key are left over. */
    Optional<SubmissionGroup> completeBroken(Answer.Broken broken) {
        List<Submission> others = new ArrayList<>();
        for (var caller : callers) {
            if (caller.instruction().equals(instruction())) {
                caller.complete(broken);
            } else {
                others.add(caller);
            }
        }
        return others.isEmpty() ? Optional.empty() : Optional.of(new SubmissionGroup(others));
    }

    boolean isAnybodyWaiting() {
        return callers.stream().anyMatch(caller -> !caller.answer().isDone());
    }
}
