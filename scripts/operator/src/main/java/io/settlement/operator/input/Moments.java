package io.settlement.operator.input;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.springframework.boot.convert.DurationStyle;

/** Points in time as an operator writes them: an instant, or how long ago. */
public record Moments(Instant now) {

    /** {@code 2026-11-25T08:00:00Z}, or {@code 2h}, {@code 30m}, {@code PT1H30M} before now. */
    public Instant parse(String option, String text) {
        try {
            return text.startsWith("P") || !text.contains("T")
                    ? now.minus(duration(option, text))
                    : Instant.parse(text);
        } catch (DateTimeParseException | Refused wrong) {
            throw new Refused(
                    option + " '" + text + "' is no time; write 2026-11-25T08:00:00Z, or how long ago: 2h, 30m.",
                    wrong);
        }
    }

    /** A length of time, more than none. */
    public static Duration duration(String option, String text) {
        try {
            var duration = DurationStyle.detectAndParse(text);
            if (duration.isNegative() || duration.isZero() || duration.compareTo(Duration.ofDays(3_650)) > 0) {
                throw new IllegalArgumentException(text);
            }
            return duration;
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            throw new Refused(option + " '" + text + "' is no length of time; write 90s, 30m, 2h or PT1H30M.", wrong);
        }
    }
}
