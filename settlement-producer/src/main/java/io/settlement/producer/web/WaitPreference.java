package io.settlement.producer.web;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code Prefer: wait=N} of RFC 7240: how long a caller is willing to wait for the end of its transfer, counted from the
 * arrival of the request. A preference is no condition: what cannot be read is passed over.
 */
record WaitPreference(int seconds, long arrivedNanos) {

    static final int MOST_SECONDS = 30;

    private static final Pattern WAIT = Pattern.compile(
            "(?:^|,)\\s*wait\\s*=\\s*(?:(\\d{1,9})|\"(\\d{1,9})\")\\s*(?=[,;]|$)", Pattern.CASE_INSENSITIVE);

    /** Empty where the header does not ask to wait; more than {@link #MOST_SECONDS} counts as that many. */
    static Optional<WaitPreference> of(String header) {
        if (header == null) {
            return Optional.empty();
        }
        var found = WAIT.matcher(header);
        if (!found.find()) {
            return Optional.empty();
        }
        int seconds = Integer.parseInt(found.group(1) == null ? found.group(2) : found.group(1));
        return seconds == 0
                ? Optional.empty()
                : Optional.of(new WaitPreference(Math.min(seconds, MOST_SECONDS), System.nanoTime()));
    }

    Duration left() {
        var left = Duration.ofSeconds(seconds).minusNanos(System.nanoTime() - arrivedNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }

    String applied() {
        return "wait=" + seconds;
    }
}
