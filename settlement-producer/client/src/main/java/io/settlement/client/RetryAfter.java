package io.settlement.client;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header of that name: seconds, or a date. What cannot be read is passed over. */
final class RetryAfter {

    private RetryAfter() {}

    static Optional<Duration> of(Optional<String> header, Clock clock) {
        return header.map(String::strip).flatMap(text -> read(text, clock)).filter(wait -> !wait.isNegative());
    }

    private static Optional<Duration> read(String text, Clock clock) {
        try {
            return Optional.of(
                    text.matches("\\d{1,9}")
                            ? Duration.ofSeconds(Long.parseLong(text))
                            : Duration.between(
                                    clock.instant(), Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text))));
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }
}
