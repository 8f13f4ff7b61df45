package io.settlement.consumer.settlement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands results on together where that costs no more than a short wait: the first wave leaves when all parts are there,
 * or a patience after the first one came. A part that comes later goes on by itself at once. No thread waits.
 */
public final class Waves implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Waves.class);

    private final ScheduledExecutorService timer;
    private final Duration patience;

    /** @param timer given up by {@link #close()} */
    public Waves(ScheduledExecutorService timer, Duration patience) {
        this.timer = timer;
        this.patience = patience;
    }

    /**
     * @param parts never complete exceptionally
     * @param next called once per wave, on a thread that must not be blocked
     * @return what became of the first wave
     */
    <T> CompletableFuture<Settlement> run(
            List<CompletableFuture<T>> parts, Function<List<T>, CompletableFuture<Settlement>> next) {
        if (parts.isEmpty()) {
            return CompletableFuture.completedFuture(Settlement.NOTHING);
        }
        var first = new FirstWave<T>(parts.size());
        parts.forEach(part -> part.whenComplete((result, failed) -> {
            if (failed != null) {
                log.error("a part of a settlement was lost; the sweeper finds it", failed);
            } else if (!first.takes(result)) {
                next.apply(List.of(result));
            }
        }));
        return first.departure.thenCompose(next);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private final class FirstWave<T> {
        private final CompletableFuture<List<T>> departure = new CompletableFuture<>();
        private final List<T> aboard = new ArrayList<>();
        private final int expected;
        private boolean gone;

        FirstWave(int expected) {
            this.expected = expected;
        }

        /** False where the wave has left already. */
        boolean takes(T result) {
            synchronized (this) {
                if (gone) {
                    return false;
                }
                aboard.add(result);
                if (aboard.size() < expected) {
                    if (aboard.size() == 1) {
                        timer.schedule(this::depart, patience.toMillis(), TimeUnit.MILLISECONDS);
                    }
                    return true;
                }
            }
            depart();
            return true;
        }

        private void depart() {
            List<T> leaving;
            synchronized (this) {
                gone = true;
                leaving = List.copyOf(aboard);
            }
            departure.complete(leaving);
        }
    }
}
