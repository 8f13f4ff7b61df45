package io.settlement.consumer.settlement;

import io.settlement.ledger.shard.DatabaseTrouble;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Work on a group of which one item may break the whole: when the group breaks it is halved and tried again, until the
 * item that breaks stands alone. Only what the database says of the data itself is taken apart; at any other trouble the
 * rest is left, for halving cannot help a shard that is not there.
 *
 * @param results of all parts that went through
 * @param broken items that break by themselves
 * @param left items that were not tried, or whose part met trouble of the shard
 * @param trouble what the shard's trouble was; empty where nothing is left
 */
record Bisection<I, R>(List<R> results, List<Broken<I>> broken, List<I> left, String trouble) {

    /** One item that breaks by itself, and what the database said. */
    record Broken<I>(I item, String reason) {}

    static <I, R> Bisection<I, R> of(List<I> items, Function<List<I>, List<R>> work) {
        var run = new Run<>(work);
        run.on(items);
        return new Bisection<>(run.results, run.broken, run.left, run.trouble);
    }

    private static final class Run<I, R> {
        private final Function<List<I>, List<R>> work;
        private final List<R> results = new ArrayList<>();
        private final List<Broken<I>> broken = new ArrayList<>();
        private final List<I> left = new ArrayList<>();
        private String trouble = "";

        Run(Function<List<I>, List<R>> work) {
            this.work = work;
        }

        void on(List<I> items) {
            if (!left.isEmpty()) {
                left.addAll(items);
                return;
            }
            try {
                results.addAll(work.apply(items));
            } catch (RuntimeException failed) {
                afterFailure(items, failed);
            }
        }

        private void afterFailure(List<I> items, RuntimeException failed) {
            if (!DatabaseTrouble.isPoison(failed)) {
                left.addAll(items);
                trouble = reasonOf(failed);
            } else if (items.size() == 1) {
                broken.add(new Broken<>(items.get(0), reasonOf(failed)));
            } else {
                int middle = items.size() / 2;
                on(items.subList(0, middle));
                on(items.subList(middle, items.size()));
            }
        }
    }

    /** What the deepest cause said: above it stand only those who passed it on. */
    static String reasonOf(Throwable thrown) {
        var cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
