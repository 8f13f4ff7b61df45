package io.settlement.drill.history;

import java.util.Set;

/**
 * What was answered to a try of a payment.
 *
 * @param code HTTP status, that of the item in a bulk; 0 if there was no answer
 * @param transferId 0 if the answer names no transfer
 * @param status of the transfer as answered, empty if there is none
 * @param reason of the rejection or of the problem, empty if there is none
 */
public record Answer(Outcome outcome, int code, long transferId, String status, String reason) {

    public static final String NOT_ACCEPTED = "NOT_ACCEPTED";

    /** Answers that say of this request that it moves nothing, whatever else happened under the key. */
    private static final Set<String> NOTHING_TAKEN = Set.of(NOT_ACCEPTED, "NOT_TAKEN", "QUEUE_FULL");

    private static final int REJECTED = 422;

    public static Answer transfer(int code, long transferId, String status, String reason) {
        return new Answer(Outcome.OK, code, transferId, status, reason);
    }

    /** A problem. Refused requests are definite; where the service failed only the reasons that promise so are. */
    public static Answer problem(int code, String reason) {
        boolean refused = code >= 400 && code < 500;
        boolean definite = refused || NOTHING_TAKEN.contains(reason);
        return new Answer(definite ? Outcome.FAIL : Outcome.UNKNOWN, code, 0, "", reason);
    }

    public static Answer none(String why) {
        return new Answer(Outcome.UNKNOWN, 0, 0, "", why);
    }

    /** Debited: the transfer is to end SETTLED or REVERSED. */
    public boolean isAccepted() {
        return outcome == Outcome.OK && code != REJECTED;
    }

    public boolean isRejected() {
        return outcome == Outcome.OK && code == REJECTED;
    }

    /** Nothing has moved under the key, and nothing that the door had under way will. */
    public boolean isNotAccepted() {
        return outcome == Outcome.FAIL && reason.equals(NOT_ACCEPTED);
    }

    /** The service itself said that it does not know. */
    public boolean isServedUnknown() {
        return outcome == Outcome.UNKNOWN && code != 0;
    }
}
