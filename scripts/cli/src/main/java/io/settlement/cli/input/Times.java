package io.settlement.cli.input;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/** Points and lengths of time as people write them. */
public record Times(Instant now) {

    private static final Pattern LENGTH = Pattern.compile("(\\d{1,6})(ms|s|m|h|d)");

    /** What an option says, seen from now; empty where it was left out. */
    public static Optional<Instant> given(String option, String text) {
        return Optional.ofNullable(text).map(time -> new Times(Clock.systemUTC().instant()).parse(option, time));
    }

    /** {@code 2026-11-25T08:00:00Z}; {@code 2026-11-25}, its first moment in UTC; or {@code 2h} before now. */
    public Instant parse(String option, String text) {
        try {
            if (text.contains("T")) {
                return Instant.parse(text);
            }
            return text.matches("\\d{4}-\\d{2}-\\d{2}")
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : now.minus(read(text).orElseThrow(() -> new DateTimeException(text)));
        } catch (DateTimeException wrong) {
            throw new Refused(
                    option + " '" + text + "' is no time; write 2026-11-25T08:00:00Z, 2026-11-25, or how long ago: 2h.",
                    wrong);
        }
    }

    /** A length of time, more than none. */
    public static Duration duration(String option, String text) {
        return read(text)
                .filter(length -> !length.isZero())
                .orElseThrow(() ->
                        new Refused(option + " '" + text + "' is no length of time; write 500ms, 30s, 5m or 2h."));
    }

    private static Optional<Duration> read(String text) {
        var form = LENGTH.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(form.group(1));
        return Optional.of(
                switch (form.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }
}
