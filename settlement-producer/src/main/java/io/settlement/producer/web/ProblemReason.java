package io.settlement.producer.web;

import io.settlement.ledger.RejectionReason;
import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * Every {@code reason} that a problem document can have, with the status it comes with and what it means to a caller.
 * For programs: a name is never changed or given another meaning.
 */
enum ProblemReason {
    INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request cannot mean anything; field says where. Uses up no key."),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "The API key is missing, unknown or revoked."),
    FORBIDDEN(HttpStatus.FORBIDDEN, "The API key does not allow this; field says what is missing. Uses up no key."),
    TRANSFER_UNKNOWN(HttpStatus.NOT_FOUND, "No such transfer. By key: none yet, the first request may still run."),
    ACCOUNT_UNKNOWN(HttpStatus.NOT_FOUND, "There is no account of this id."),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing at this path."),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The path does not take this method."),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "Answers are JSON; the Accept header allows none of it."),
    KEY_CONFLICT(HttpStatus.CONFLICT, "The key stands for other content; field is the first that differs."),
    ACCOUNT_STATE(HttpStatus.CONFLICT, "The state of the account does not allow this now."),
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is longer than 1 MiB."),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Bodies are application/json."),
    SOURCE_UNKNOWN(HttpStatus.UNPROCESSABLE_CONTENT, "There is no such payer. Uses up no key."),
    DESTINATION_UNKNOWN(HttpStatus.UNPROCESSABLE_CONTENT, "There is no account to deposit to. Uses up no key."),
    INSTRUCTION_BREAKS_DEBIT(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The ledger cannot store this instruction. Nothing moved, no key used up."),
    QUEUE_FULL(HttpStatus.TOO_MANY_REQUESTS, "The shard's queue is full. Nothing was taken: repeat with the same key."),
    RATE_LIMITED(
            HttpStatus.TOO_MANY_REQUESTS,
            "A rule does not let it in at present. The request was not taken: repeat it with the same key."),
    INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "The request failed. A repetition with the same key tells its effect."),
    NOT_ACCEPTED(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Definite: nothing has moved under the key, and nothing that this producer had under way will. Repeat."),
    NOT_TAKEN(
            HttpStatus.SERVICE_UNAVAILABLE,
            "This request was not taken and moves nothing; what an earlier one did was not looked up. Repeat."),
    KEYS_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The API key cannot be checked at present. Nothing was taken."),
    UNKNOWN(HttpStatus.SERVICE_UNAVAILABLE, "Not known yet whether it was debited. Repeat with the same key to learn."),
    SHARD_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "A shard's database does not answer at present. Ask again.");

    private final HttpStatus status;
    private final String meaning;

    ProblemReason(HttpStatus status, String meaning) {
        this.status = status;
        this.meaning = meaning;
    }

    /** The problem of an instruction that was refused without a row to store the refusal in. */
    static ProblemReason ofNotStored(RejectionReason reason) {
        return valueOf(reason.name());
    }

    /** The reason of a refusal that the framework makes by itself. */
    static ProblemReason ofStatus(HttpStatusCode status) {
        return switch (status.value()) {
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> BODY_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            // The one refusal of the framework that comes late: the answer did not come in time.
            case 503 -> UNKNOWN;
            default -> status.is4xxClientError() ? INVALID_REQUEST : INTERNAL;
        };
    }

    HttpStatus status() {
        return status;
    }

    String meaning() {
        return meaning;
    }

    URI type() {
        return URI.create(
                "urn:settlement:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
