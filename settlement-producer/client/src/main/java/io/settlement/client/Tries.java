package io.settlement.client;

import io.settlement.client.Answer.Answered;
import tools.jackson.core.JacksonException;

/** Asks until there is an answer that says what became of the request, or the patience is at its end. Thread-safe. */
final class Tries {

    private final ClientOptions options;
    private final Door door;

    Tries(ClientOptions options) {
        this.options = options;
        this.door = new Door(options);
    }

    Patience patience() {
        return new Patience(options, door.round());
    }

    Door door() {
        return door;
    }

    /** @throws SettlementException if it was not done, or nobody knows whether it was */
    <T> T result(Call call, Class<T> type) {
        var decided = decided(call);
        boolean good = decided.status() < 300 || Verdict.isRejection(decided.status(), decided.body());
        if (!good) {
            throw new RequestRefused(decided.problem());
        }
        try {
            return Json.read(decided.body(), type);
        } catch (JacksonException other) {
            var why = "the answer is not one of a producer: " + other.getOriginalMessage();
            throw call.isLook() ? new NotTaken(why, null) : new OutcomeUnknown(call, why, null);
        }
    }

    private Answered decided(Call call) {
        var patience = patience();
        var fate = new Fate();
        Answer answer;
        do {
            answer = door.ask(call, patience);
            fate.note(answer);
        } while (goesOn(call, fate) && patience.pause(answer.retryAfter()));
        if (fate.isDecided()) {
            return (Answered) answer;
        }
        throw fate.end(call);
    }

    /** What has no key is not sent again once it may have been carried out. */
    private static boolean goesOn(Call call, Fate fate) {
        return fate.wantsAnotherTry() && (call.mayBeRepeated() || !fate.isOpen());
    }
}
