package io.settlement.client;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Why a producer did not do what it was asked (RFC 9457).
 *
 * @param status the HTTP status, in a bulk the item's
 * @param reason for programs, such as {@code KEY_CONFLICT}; {@code HTTP_502} where something else than a producer answered
 * @param field what is wrong in the request
 * @param detail for people
 * @param retryAfter how long the producer wants to be left alone
 */
public record Problem(int status, String reason, Optional<String> field, String detail, Optional<Duration> retryAfter) {

    static Problem of(int status, JsonNode body, Optional<Duration> retryAfter) {
        return new Problem(
                status,
                text(body, "reason").orElse("HTTP_" + status),
                text(body, "field"),
                text(body, "detail").or(() -> text(body, "title")).orElse("no explanation was given"),
                retryAfter);
    }

    private static Optional<String> text(JsonNode body, String name) {
        var value = body.path(name);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    /** In one line. */
    @Override
    public String toString() {
        return status + " " + reason + field.map(name -> " (" + name + ")").orElse("") + ": " + detail;
    }
}
