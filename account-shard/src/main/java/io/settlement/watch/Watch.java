package io.settlement.watch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Looks at one part again and again, on a thread of its own, so that a part that hangs holds up nothing else. What is
 * told is the last look; where that failed, or ended too long ago, nothing is told at all. Safe for any number of threads.
 */
public final class Watch<T> implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Look<T> look;
    private final long staleNanos;
    private final ScheduledExecutorService thread;
    private volatile Seen<T> latest;

    /** Sees the part, or says by an exception that it is missing. */
    @FunctionalInterface
    public interface Look<T> {
        T take() throws Exception;
    }

    private record Seen<T>(Optional<T> part, String trouble, long at) {}

    /** @param interval between the end of a look and the next one; after two of them and 5 s a look is too old */
    public Watch(String name, Duration interval, Look<T> look) {
        this(name, interval, PATIENCE, look);
    }

    /** @param patience how long one look may take beyond two intervals */
    Watch(String name, Duration interval, Duration patience, Look<T> look) {
        this.look = look;
        this.staleNanos = interval.multipliedBy(2).plus(patience).toNanos();
        this.latest = new Seen<>(Optional.empty(), "not looked at yet", System.nanoTime());
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            var daemon = new Thread(task, "watch-" + name);
            daemon.setDaemon(true);
            return daemon;
        });
        thread.scheduleWithFixedDelay(this::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What the last look saw; empty where the part is missing or nothing is known of it. */
    public Optional<T> seen() {
        var seen = latest;
        return isOld(seen) ? Optional.empty() : seen.part;
    }

    public boolean isThere() {
        return seen().isPresent();
    }

    /** Why the part counts as missing, in one line; empty where it is there. */
    public String trouble() {
        var seen = latest;
        return isOld(seen) ? "no answer for " + TimeUnit.NANOSECONDS.toSeconds(age(seen)) + " s" : seen.trouble;
    }

    /** For gauges: NaN where nothing is known. */
    public double figure(ToDoubleFunction<T> of) {
        return seen().map(of::applyAsDouble).orElse(Double.NaN);
    }

    /** A schedule whose task throws ends for good; this one must outlive every outage, and every error. */
    private void look() {
        try {
            latest = new Seen<>(Optional.of(look.take()), "", System.nanoTime());
        } catch (Exception | Error missing) {
            latest = new Seen<>(Optional.empty(), oneLine(missing), System.nanoTime());
        }
    }

    static String oneLine(Throwable missing) {
        var text = missing.getMessage() == null ? missing.toString() : missing.getMessage();
        return text.replaceAll("\\s+", " ").strip();
    }

    private boolean isOld(Seen<T> seen) {
        return age(seen) > staleNanos;
    }

    private long age(Seen<T> seen) {
        return System.nanoTime() - seen.at;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
