package io.settlement.client;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What one try came to. */
sealed interface Answer {

    /** @param body a missing node where it is no JSON */
    record Answered(int status, JsonNode body, Optional<Duration> retryAfter) implements Answer {

        Problem problem() {
            return Problem.of(status, body, retryAfter);
        }

        @Override
        public Verdict verdict() {
            return Verdict.of(status, body);
        }

        @Override
        public String why() {
            return problem().toString();
        }
    }

    /** No connection was made: nobody can have read the request. */
    record NotSent(String why) implements Answer {
        @Override
        public Verdict verdict() {
            return Verdict.NOT_TAKEN;
        }
    }

    /** It was sent, or a part of it, and no whole answer came. */
    record NoAnswer(String why) implements Answer {
        @Override
        public Verdict verdict() {
            return Verdict.OPEN;
        }
    }

    Verdict verdict();

    String why();

    default Optional<Duration> retryAfter() {
        return Optional.empty();
    }
}
