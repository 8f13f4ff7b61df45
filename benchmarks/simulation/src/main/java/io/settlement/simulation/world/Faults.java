package io.settlement.simulation.world;

import io.settlement.sharding.ShardUnavailable;
import io.settlement.simulation.CrashTable;
import io.settlement.simulation.schedule.Scheduler;
import io.settlement.simulation.schedule.SimulatedProcess;
import io.settlement.simulation.steps.CommitFate;
import io.settlement.simulation.steps.Operation;
import io.settlement.simulation.steps.Phase;
import io.settlement.simulation.steps.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Draws at every step what happens there. */
final class Faults implements Steps {

    private static final Duration SHORT = Duration.ofMillis(40);
    private static final Duration LONG = Duration.ofSeconds(12);
    private static final int MOST_CRASHES = 6;
    private static final int RARITY_OF_LATE_COMMITS = 60;

    private final Scheduler scheduler;
    private final RandomGenerator random;
    private final CrashTable table;
    private Consumer<SimulatedProcess> crash = process -> {};
    private Troubles troubles;
    private int crashes;

    Faults(Scheduler scheduler, RandomGenerator random, Troubles troubles, CrashTable table) {
        this.scheduler = scheduler;
        this.random = random;
        this.troubles = troubles;
        this.table = table;
    }

    /** @param crash ends a process with everything that hangs on it; does not return where it is the caller's own */
    void onCrash(Consumer<SimulatedProcess> crash) {
        this.crash = crash;
    }

    Troubles troubles() {
        return troubles;
    }

    /** From now on nothing goes wrong. */
    void calm() {
        troubles = Troubles.NONE;
    }

    boolean happens(int perMille) {
        return perMille > 0 && random.nextInt(1000) < perMille;
    }

    Duration upTo(Duration longest) {
        return Duration.ofNanos(random.nextLong(longest.toNanos() + 1));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    @Override
    public Instant now() {
        return scheduler.clock().instant();
    }

    @Override
    public Object owner() {
        return scheduler.process();
    }

    @Override
    public void reach(Operation operation, Phase phase) {
        var process = scheduler.process();
        if (process == null) {
            return;
        }
        scheduler.note(operation.at(phase));
        table.reached(operation, phase);
        if (crashes < MOST_CRASHES && mayCrash(process) && happens(crashAt(operation, phase))) {
            crashes++;
            table.died(operation, phase);
            crash.accept(process);
        }
        linger();
        if (phase == Phase.ASKED && operation.isOfShard() && happens(troubles.shard())) {
            scheduler.note(operation + " fails");
            throw new ShardUnavailable("the connection was lost");
        }
    }

    private int crashAt(Operation operation, Phase phase) {
        int rarity = phase == Phase.COMMIT_SENT ? RARITY_OF_LATE_COMMITS : 0;
        return troubles.crash() * Math.max(rarity, operation.rarity()) / 10;
    }

    private boolean mayCrash(SimulatedProcess process) {
        return process.isProducer() || troubles.consumersCrash();
    }

    /** Time passes, or others go first, or neither. */
    private void linger() {
        if (happens(troubles.longPause())) {
            scheduler.sleep(upTo(LONG));
        } else if (happens(troubles.shortPause())) {
            scheduler.sleep(upTo(SHORT));
        } else if (random.nextBoolean()) {
            scheduler.pause();
        } else {
            // Also who does not wait may be dead: its code goes on after the error that ended it.
            scheduler.requireLife();
        }
    }

    @Override
    public CommitFate fateOfCommit() {
        if (scheduler.process() == null || !happens(troubles.commit())) {
            return CommitFate.ANSWERED;
        }
        var kinds = CommitFate.Kind.values();
        var kind = kinds[1 + random.nextInt(kinds.length - 1)];
        scheduler.note("COMMIT " + kind);
        return new CommitFate(kind, upTo(Duration.ofSeconds(4)), upTo(Duration.ofSeconds(8)));
    }

    @Override
    public boolean await(BooleanSupplier condition, Duration longest) {
        return scheduler.await(condition, longest);
    }

    @Override
    public void later(Duration delay, Runnable event) {
        scheduler.later(delay, event);
    }
}
