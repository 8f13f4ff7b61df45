package io.settlement.client;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What an answer says about the instruction that was sent. */
enum Verdict {
    /** What became of the instruction, for good: also of earlier tries with its key. */
    DECIDED,

    /** This request was refused. Of an earlier try it says nothing: a key may be revoked between a debit and its repetition. */
    REFUSED,

    /**
     * This request was not carried out and never will be. Also NOT_ACCEPTED, which promises more, but not of tries at other
     * producers and in processes that have ended; this client cannot tell whether one of those was its own.
     */
    NOT_TAKEN,

    /** It may have been carried out, or may be yet. */
    OPEN;

    private static final Set<String> OF_THE_REQUEST =
            Set.of("NOT_TAKEN", "NOT_ACCEPTED", "QUEUE_FULL", "KEYS_UNAVAILABLE");

    /** Conservative: what is not known to be definite is open. */
    static Verdict of(int status, JsonNode body) {
        if (status >= 200 && status < 300) {
            return body.isObject() ? DECIDED : OPEN;
        }
        var reason = body.path("reason").asString("");
        if (status == 429 || OF_THE_REQUEST.contains(reason)) {
            return NOT_TAKEN;
        }
        if (status >= 500 || status == 408) {
            return OPEN;
        }
        return status == 409 || isRejection(status, body) ? DECIDED : REFUSED;
    }

    /** A stored one: the body is the transfer. */
    static boolean isRejection(int status, JsonNode body) {
        return status == 422 && body.has("transferId");
    }
}
