package io.settlement.producer.access;

import io.settlement.access.ApiKey;
import io.settlement.access.ApiKeys;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All keys that are not revoked, as settlement_control had them a moment ago. They are held whole, not one by one, so
 * that a flood of invented keys costs that database nothing: an unknown id makes them be read again at once, but at most
 * ten times a second. Safe for any number of threads.
 */
final class LiveKeys implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LiveKeys.class);
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(100);

    private final ApiKeys store;
    private final Duration grace;
    private final ScheduledExecutorService refreshing = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "api-keys");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Known known = new Known(Map.of(), 0, false);

    /** @param inTouch whether the latest reading succeeded; {@code readAt} is when one did */
    private record Known(Map<String, ApiKey> keys, long readAt, boolean inTouch) {

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - readAt);
        }

        Known outOfTouch() {
            return new Known(keys, readAt, false);
        }
    }

    LiveKeys(ApiKeys store, AccessProperties properties) {
        this.store = store;
        this.grace = properties.outageGrace();
        refresh();
        long period = properties.refresh().toMillis();
        refreshing.scheduleWithFixedDelay(this::refresh, period, period, TimeUnit.MILLISECONDS);
    }

    /**
     * @return empty where there is no such key, or it is revoked
     * @throws AccessRefused.KeysUnavailable where that cannot be told: an unknown id while settlement_control is away,
     *     a known one when it has been away for too long
     */
    Optional<ApiKey> find(String id) {
        var now = known;
        if (now.inTouch() && !now.keys().containsKey(id)) {
            now = lookAgain(now);
        }
        var key = now.keys().get(id);
        if (key == null ? !now.inTouch() : now.age().compareTo(grace) > 0) {
            throw new AccessRefused.KeysUnavailable();
        }
        return Optional.ofNullable(key);
    }

    int count() {
        return known.keys().size();
    }

    long ageInSeconds() {
        return known.age().toSeconds();
    }

    /** Whether keys were read the last time that somebody tried. */
    boolean isInTouch() {
        return known.inTouch();
    }

    boolean wasRead() {
        return known.readAt() != 0;
    }

    /** Whether any key opens the door at present: the last reading that succeeded is young enough. */
    boolean isUsable() {
        var now = known;
        return now.readAt() != 0 && now.age().compareTo(grace) <= 0;
    }

    /** One thread reads; those that waited for it take what it found. */
    private synchronized Known lookAgain(Known seen) {
        if (known == seen && seen.age().compareTo(LOOK_AGAIN_AFTER) > 0) {
            refresh();
        }
        return known;
    }

    private synchronized void refresh() {
        long asked = System.nanoTime();
        try {
            var keys = store.live().stream().collect(Collectors.toUnmodifiableMap(ApiKey::id, Function.identity()));
            if (!known.inTouch()) {
                log.info("API keys are read from settlement_control: {}", keys.size());
            }
            known = new Known(keys, asked, true);
        } catch (RuntimeException unreachable) {
            if (known.inTouch() || known.readAt() == 0) {
                log.warn("API keys cannot be read; those known go on for {}: {}", grace, unreachable.toString());
            }
            known = known.outOfTouch();
        }
    }

    @Override
    public void close() {
        refreshing.shutdownNow();
    }
}
