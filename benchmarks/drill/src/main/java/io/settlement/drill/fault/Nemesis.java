package io.settlement.drill.fault;

import io.settlement.drill.fault.Fault.NotStruck;
import io.settlement.drill.fault.Fault.Struck;
import io.settlement.drill.history.Operation;
import io.settlement.drill.load.Recorder;
import io.settlement.reconciliation.Break;
import io.settlement.reconciliation.Reconciler;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Strikes one fault after the other while the load goes on, heals it, waits until what was in flight has ended, and lets the
 * books be proved. Every fault once in an order of the seed's, and again until the time is up. One use, one thread.
 */
public final class Nemesis {

    private static final long POLL_MILLIS = 50;

    private final Target target;
    private final Patience patience;
    private final OpenWork open;
    private final Reconciler reconciler;
    private final Recorder recorder;
    private final Consumer<String> out;
    private final List<FaultRun> runs = new ArrayList<>();
    private final Set<String> missed = new LinkedHashSet<>();

    /**
     * How long it waits.
     *
     * @param toCatch for something to be in flight
     * @param recovery from the healing to the end of everything that was debited before
     */
    public record Patience(Duration toCatch, Duration recovery) {

        /** The promise: after a single fault has healed, all has ended within 60 s. */
        public static final Patience STANDARD = new Patience(Duration.ofSeconds(20), Duration.ofSeconds(60));
    }

    /** What is read of the system, and where it is written down. */
    public record Witness(OpenWork open, Reconciler reconciler, Recorder recorder, Consumer<String> out) {}

    public Nemesis(Target target, Patience patience, Witness witness) {
        this.target = target;
        this.patience = patience;
        this.open = witness.open();
        this.reconciler = witness.reconciler();
        this.recorder = witness.recorder();
        this.out = witness.out();
    }

    public void strikeAll(List<Fault> faults, Duration atLeast) throws Exception {
        long until = System.nanoTime() + atLeast.toNanos();
        for (var fault : shuffled(faults)) {
            strike(fault);
        }
        while (System.nanoTime() < until) {
            for (var fault : shuffled(faults)) {
                if (System.nanoTime() < until) {
                    strike(fault);
                }
            }
        }
    }

    private List<Fault> shuffled(List<Fault> faults) {
        var order = new ArrayList<>(faults);
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, target.random().nextInt(i + 1));
        }
        return order;
    }

    /** Those that count: money was in flight. */
    public List<FaultRun> runs() {
        return List.copyOf(runs);
    }

    /** Faults that were to strike and never did. */
    public Set<String> missed() {
        var never = new LinkedHashSet<>(missed);
        runs.forEach(run -> never.remove(run.fault().name()));
        return never;
    }

    private void strike(Fault fault) throws Exception {
        long inFlight = awaitFlight();
        if (inFlight == 0) {
            miss(fault, "nothing was in flight for " + patience.toCatch().toSeconds() + " s");
            return;
        }
        recorder.record(new Operation.Struck(Operation.Span.at(recorder.now()), fault.name(), inFlight));
        Struck struck;
        try {
            struck = fault.strike().at(target);
        } catch (NotStruck notStruck) {
            miss(fault, notStruck.getMessage());
            return;
        }
        if (fault.name().equals(BrokerFaults.DELETE_STORE)) {
            recorder.record(new Operation.StoreLost(Operation.Span.at(recorder.now())));
        }
        TimeUnit.SECONDS.sleep(fault.seconds());
        struck.healing().heal();
        recorder.record(new Operation.Healed(Operation.Span.at(recorder.now()), fault.name()));
        var run = new FaultRun(fault, struck.what(), inFlight, awaitRecovery());
        runs.add(run);
        out.accept(run.line());
        prove();
    }

    private void miss(Fault fault, String why) {
        missed.add(fault.name());
        out.accept("MISSED " + fault.name() + " " + why);
    }

    private long awaitFlight() throws InterruptedException {
        long giveUpAt = System.nanoTime() + patience.toCatch().toNanos();
        long inFlight = open.inFlight();
        while (inFlight == 0 && System.nanoTime() < giveUpAt) {
            TimeUnit.MILLISECONDS.sleep(2);
            inFlight = open.inFlight();
        }
        return inFlight;
    }

    private Optional<Duration> awaitRecovery() throws InterruptedException, SQLException {
        long begin = System.nanoTime();
        var moment = open.now();
        while (open.openSince(moment) > 0) {
            if (System.nanoTime() - begin > patience.recovery().toNanos()) {
                return Optional.empty();
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return Optional.of(Duration.ofNanos(System.nanoTime() - begin));
    }

    /** While the load goes on: each shard in one snapshot of its own. */
    private void prove() {
        long start = recorder.now();
        var report = reconciler.reconcile();
        var breaks = report.breaks().stream().map(Break::line).toList();
        recorder.record(new Operation.Proved(recorder.since(start), breaks));
        breaks.forEach(out);
    }
}
