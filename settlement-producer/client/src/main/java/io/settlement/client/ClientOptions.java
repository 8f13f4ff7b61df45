package io.settlement.client;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where the producers are, who asks, and how patient the client is.
 *
 * @param producers asked by weight; one that fails is put aside for a moment
 * @param apiKey sent as bearer token
 * @param connectTimeout until a connection stands
 * @param requestTimeout for one try, from its start to the end of its answer
 * @param deadline for one call with all its repetitions
 * @param tries at most so many of one call
 * @param firstBackoff before the first repetition, doubled with each one; the pause is a random part of it, half at least
 * @param longestBackoff where the doubling ends; a Retry-After may be longer
 */
public record ClientOptions(
        ProducerAddresses producers,
        String apiKey,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration deadline,
        int tries,
        Duration firstBackoff,
        Duration longestBackoff) {

    private static final Pattern VISIBLE = Pattern.compile("[!-~]{1,512}");

    public ClientOptions {
        Objects.requireNonNull(producers, "producers");
        // Not repeated to the reader: it is a secret.
        require(apiKey != null && VISIBLE.matcher(apiKey).matches(), "the API key is empty or no key");
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("requestTimeout", requestTimeout);
        requirePositive("deadline", deadline);
        requirePositive("firstBackoff", firstBackoff);
        requirePositive("longestBackoff", longestBackoff);
        require(tries > 0, "tries must be above zero");
    }

    /** With patience for an outage of a minute. A producer may take 10 s to answer, and says then what it knows. */
    public static ClientOptions of(String apiKey, URI... producers) {
        return of(apiKey, ProducerAddresses.fixed(producers));
    }

    /** As {@link #of(String, URI...)}, with producers that come and go. */
    public static ClientOptions of(String apiKey, ProducerAddresses producers) {
        return new ClientOptions(
                producers,
                apiKey,
                Duration.ofSeconds(2),
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                50,
                Duration.ofMillis(100),
                Duration.ofSeconds(2));
    }

    public ClientOptions withTimeouts(Duration connect, Duration request) {
        return new ClientOptions(producers, apiKey, connect, request, deadline, tries, firstBackoff, longestBackoff);
    }

    public ClientOptions withDeadline(Duration all) {
        return new ClientOptions(
                producers, apiKey, connectTimeout, requestTimeout, all, tries, firstBackoff, longestBackoff);
    }

    public ClientOptions withTries(int most) {
        return new ClientOptions(
                producers, apiKey, connectTimeout, requestTimeout, deadline, most, firstBackoff, longestBackoff);
    }

    public ClientOptions withBackoff(Duration first, Duration longest) {
        return new ClientOptions(producers, apiKey, connectTimeout, requestTimeout, deadline, tries, first, longest);
    }

    private static void requirePositive(String name, Duration duration) {
        require(!duration.isNegative() && !duration.isZero(), name + " must be above zero");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Without the key, so that a log line never shows it. */
    @Override
    public String toString() {
        return "ClientOptions[producers=" + producers + ", deadline=" + deadline + "]";
    }
}
