package io.settlement.producer.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.access.ApiKey;
import io.settlement.access.KeyText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells who makes a request, by its Authorization headers. Counts whom it turns away, and never repeats a key. */
final class Doorkeeper {

    private static final String SCHEME = "Bearer ";

    private final LiveKeys keys;
    private final MeterRegistry registry;

    Doorkeeper(LiveKeys keys, MeterRegistry registry) {
        this.keys = keys;
        this.registry = registry;
        Gauge.builder("settlement.access.keys", keys, LiveKeys::count)
                .description("API keys that are not revoked, as read last")
                .register(registry);
        Gauge.builder("settlement.access.keys.age", keys, live -> live.wasRead() ? live.ageInSeconds() : Double.NaN)
                .description("time since the keys were read")
                .baseUnit("seconds")
                .register(registry);
        Stream.of("absent", "malformed", "unknown", "wrong_secret", "unavailable")
                .forEach(why -> count(why, 0));
    }

    /** @throws AccessRefused where there is no valid key, or it cannot be told */
    Caller admit(List<String> authorization) {
        if (authorization.isEmpty()) {
            throw refused("absent", "a key is required: Authorization: Bearer <key>");
        }
        var text = authorization.size() == 1 ? bearer(authorization.get(0)) : "";
        var key = KeyText.parse(text)
                .orElseThrow(() -> refused("malformed", "Authorization must be one: Bearer stl_<id>_<secret>"));
        var stored = find(key).orElseThrow(() -> refused("unknown", "the key is not valid"));
        if (!stored.accepts(key)) {
            throw refused("wrong_secret", "the key is not valid");
        }
        return Caller.of(stored);
    }

    private static String bearer(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).strip()
                : "";
    }

    private Optional<ApiKey> find(KeyText key) {
        try {
            return keys.find(key.id());
        } catch (AccessRefused.KeysUnavailable away) {
            count("unavailable", 1);
            throw away;
        }
    }

    private AccessRefused.Unauthenticated refused(String why, String message) {
        count(why, 1);
        return new AccessRefused.Unauthenticated(message);
    }

    private void count(String why, int requests) {
        Counter.builder("settlement.access.refused")
                .description("requests without a key that is valid")
                .tag("reason", why)
                .register(registry)
                .increment(requests);
    }
}
