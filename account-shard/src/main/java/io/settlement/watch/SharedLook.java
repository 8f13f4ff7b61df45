package io.settlement.watch;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks at one part while somebody wants to know, and only then: whoever asks soon after a look is told the same, and there
 * is never more than one under way. A look that takes too long is told as missing; no older one takes its place. For
 * what costs too much to be looked at by a {@link Watch}. Safe for any number of threads.
 */
public final class SharedLook<T> {

    private final Watch.Look<T> look;
    private final long keepNanos;
    private final Executor threads;
    private CompletableFuture<Seen<T>> latest = CompletableFuture.completedFuture(null);
    private volatile long endedAt;

    /**
     * What a look saw.
     *
     * @param part empty where it is missing
     * @param trouble why, in one line; empty where it is there
     */
    public record Seen<T>(Optional<T> part, String trouble) {}

    /**
     * @param keep how long a look is told after its end
     * @param threads must take one task for each look that shares them
     */
    public SharedLook(Duration keep, Executor threads, Watch.Look<T> look) {
        this.look = look;
        this.keepNanos = keep.toNanos();
        this.threads = threads;
        this.endedAt = System.nanoTime() - keepNanos;
    }

    /** Waits for a look that is young enough, but not for longer than the patience. */
    public Seen<T> seen(Duration patience) {
        return seen(Map.of("", this), patience).get("");
    }

    /** Looks at several parts at the same time, and waits for all of them together. */
    public static <K, T> Map<K, Seen<T>> seen(Map<K, SharedLook<T>> looks, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        var taken = new LinkedHashMap<K, CompletableFuture<Seen<T>>>();
        looks.forEach((name, shared) -> taken.put(name, shared.take()));
        var seen = new LinkedHashMap<K, Seen<T>>();
        taken.forEach((name, pending) -> seen.put(name, await(pending, deadline)));
        return seen;
    }

    private static <T> Seen<T> await(CompletableFuture<Seen<T>> pending, long deadline) {
        try {
            return pending.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            return missing("no answer in time");
        } catch (ExecutionException unexpected) {
            return missing(Watch.oneLine(unexpected.getCause()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return missing("stopping");
        }
    }

    private synchronized CompletableFuture<Seen<T>> take() {
        if (latest.isDone() && System.nanoTime() - endedAt >= keepNanos) {
            latest = CompletableFuture.supplyAsync(this::look, threads);
        }
        return latest;
    }

    private Seen<T> look() {
        try {
            return new Seen<>(Optional.of(look.take()), "");
        } catch (Exception missing) {
            return missing(Watch.oneLine(missing));
        } finally {
            endedAt = System.nanoTime();
        }
    }

    private static <T> Seen<T> missing(String trouble) {
        return new Seen<>(Optional.empty(), trouble);
    }
}
