package io.settlement.client;

import java.util.Optional;

/** What is known of one instruction after some tries. For one thread. */
final class Fate {

    private boolean open;
    private Verdict latest = Verdict.OPEN;
    private String why = "it was not sent";
    private Optional<Problem> problem = Optional.empty();

    void note(Verdict verdict, String reason, Optional<Problem> said) {
        open |= verdict == Verdict.OPEN;
        latest = verdict;
        why = reason;
        problem = said;
    }

    void note(Answer answer) {
        note(
                answer.verdict(),
                answer.why(),
                answer instanceof Answer.Answered answered ? Optional.of(answered.problem()) : Optional.empty());
    }

    boolean isDecided() {
        return latest == Verdict.DECIDED;
    }

    /** Whether another try may tell more, or do more. */
    boolean wantsAnotherTry() {
        return latest == Verdict.NOT_TAKEN || latest == Verdict.OPEN;
    }

    /** Whether some try may have been carried out. */
    boolean isOpen() {
        return open;
    }

    /** Of one that was decided against. */
    RequestRefused refusal() {
        return new RequestRefused(problem.orElseThrow());
    }

    /** Of one that was not decided. A refusal after an open try decides nothing about that try. */
    SettlementException end(Call call) {
        if (open && !call.isLook()) {
            return new OutcomeUnknown(call, why, problem.orElse(null));
        }
        return latest == Verdict.REFUSED
                ? refusal()
                : new NotTaken("not done, try again: " + why, problem.orElse(null));
    }
}
