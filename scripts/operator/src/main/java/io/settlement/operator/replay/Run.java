package io.settlement.operator.replay;

import io.settlement.sharding.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One pass over what was planned, in its order. It can be stopped between two items and killed at any point: whatever was
 * not ended is still there for the next run.
 */
public final class Run {

    private final Endings endings;
    private final Pace pace;
    private final BooleanSupplier stop;
    private final Consumer<Ended> listener;
    private final Consumer<String> progress;
    private final Tally<End> tally = new Tally<>(End.class);
    private int planned;

    /**
     * How fast.
     *
     * @param perSecond items; 0 for as fast as one after the other goes
     * @param nanos a clock that never steps back
     */
    public record Pace(int perSecond, LongSupplier nanos, Sleeper sleeper) {

        private void await(long start, int done) {
            long due = perSecond == 0 ? 0 : start + done * 1_000_000_000L / perSecond;
            long wait = due - nanos.getAsLong();
            if (perSecond == 0 || wait <= 0) {
                return;
            }
            try {
                sleeper.sleep(Duration.ofNanos(wait));
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * @param listener told of each item as soon as it is known, before the next one is begun
     * @param progress told after each item where the run is
     */
    public Run(Endings endings, Pace pace, BooleanSupplier stop, Consumer<Ended> listener, Consumer<String> progress) {
        this.endings = endings;
        this.pace = pace;
        this.stop = stop;
        this.listener = listener;
        this.progress = progress;
    }

    /** Every planned item is in the result, those that a stop left out as well. */
    public List<Ended> over(List<Planned> all, Selected selected) {
        List<Ended> ended = new ArrayList<>();
        planned = all.size();
        long start = pace.nanos().getAsLong();
        for (var item : all) {
            boolean stopped = stop.getAsBoolean();
            var result = stopped
                    ? new Ended(item.id(), End.NOT_REACHED, Optional.empty(), "")
                    : endings.end(item, selected.batchOf(item.id()));
            tally.add(result.end(), result.amount());
            ended.add(result);
            listener.accept(result);
            progress.accept(progress());
            if (!stopped && item.step().writes()) {
                pace.await(start, ended.size());
            }
        }
        return ended;
    }

    public Tally<End> tally() {
        return tally;
    }

    private String progress() {
        return "%d of %d: settled %d, reversed %d, already final %d, parked %d, shard unreachable %d"
                .formatted(
                        tally.total(),
                        planned,
                        tally.count(End.SETTLED),
                        tally.count(End.REVERSED),
                        tally.count(End.ALREADY_FINAL),
                        tally.count(End.PARKED),
                        tally.count(End.SHARD_UNREACHABLE));
    }
}
