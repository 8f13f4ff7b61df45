package io.settlement.drill;

import io.settlement.drill.check.Checker;
import io.settlement.drill.check.Checker.Judgement;
import io.settlement.drill.check.FactsReader;
import io.settlement.drill.check.FindingKind;
import io.settlement.drill.fault.Fault;
import io.settlement.drill.fault.FaultRun;
import io.settlement.drill.fault.Nemesis;
import io.settlement.drill.fault.Nemesis.Patience;
import io.settlement.drill.fault.Nemesis.Witness;
import io.settlement.drill.fault.OpenWork;
import io.settlement.drill.fault.Target;
import io.settlement.drill.history.HistoryFile;
import io.settlement.drill.history.Operation;
import io.settlement.drill.load.Load;
import io.settlement.drill.load.Recorder;
import io.settlement.drill.system.DrilledSystem;
import io.settlement.drill.system.Part;
import io.settlement.reconciliation.Break;
import io.settlement.reconciliation.Reconciler;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One drill on one running system: load, faults, rest, verdict. One use, one thread. */
final class Drill {

    private static final String SUBSCRIBER = "subscriber";
    private static final long POLL_MILLIS = 100;

    private final DrilledSystem system;
    private final HistoryFile history;
    private final Recorder recorder;
    private final OpenWork open;
    private final Reconciler reconciler;
    private final Consumer<String> out;
    private final long seed;

    Drill(DrilledSystem system, HistoryFile history, Consumer<String> out, long seed) {
        this.system = system;
        this.history = history;
        this.recorder = new Recorder(history);
        this.open = new OpenWork(system.shards());
        this.reconciler = new Reconciler(system.shards());
        this.out = out;
        this.seed = seed;
    }

    /** What a drill has come to. */
    record Result(Verdict verdict, List<FaultRun> runs) {}

    private Part recorded(Part part) {
        var door = system.doors().get(part.name());
        return door == null ? part : new RecordedPart(part, door, recorder);
    }

    /** @param complete whether all faults that were asked for can be struck here */
    Result run(List<Fault> faults, Duration atLeast, boolean complete) throws Exception {
        recorder.record(new Operation.Subscribed(Operation.Span.at(recorder.now()), SUBSCRIBER));
        system.subscribe(SUBSCRIBER, event -> recorder.record(event.seenBy(SUBSCRIBER, recorder.now())));
        var doors = List.copyOf(system.doors().values());
        var load = Load.start(doors, system.apiKey(), recorder, seed);
        var parts = system.parts().stream().map(this::recorded).toList();
        var target = new Target(system, parts, new SplittableRandom(seed));
        var nemesis = new Nemesis(target, Patience.STANDARD, new Witness(open, reconciler, recorder, out));
        try {
            nemesis.strikeAll(faults, atLeast);
            load.stop();
        } catch (Exception broken) {
            load.abandon();
            throw broken;
        }
        comeToRest(load);
        var judgement = judge(nemesis.runs());
        var verdict = new Verdict(
                seed, nemesis.runs().size(), complete && nemesis.missed().isEmpty(), judgement);
        return new Result(verdict, nemesis.runs());
    }

    /** Nothing is asked any more; what is open has its time to end, and what is told its time to arrive. */
    private void comeToRest(Load load) throws Exception {
        await(() -> open.inFlight() == 0);
        load.settleHalf();
        await(() -> open.inFlight() == 0);
        load.readAll();
        await(() -> open.untold() == 0);
        TimeUnit.SECONDS.sleep(3);
    }

    private Judgement judge(List<FaultRun> runs) throws Exception {
        var judgement = Checker.judge(history.path(), FactsReader.read(system.shards()));
        var findings = judgement.findings();
        for (var run : runs) {
            if (run.recovered().isEmpty()) {
                findings.add(
                        FindingKind.STRANDED,
                        "fault " + run.fault().name(),
                        "ended within " + Patience.STANDARD.recovery().toSeconds() + " s",
                        "open transfers");
            }
        }
        var proof = reconciler.reconcile();
        proof.breaks().stream()
                .map(Break::line)
                .forEach(line -> findings.add(FindingKind.PROOF_BROKEN, "the books", "none", line));
        if (!proof.conserved() || !proof.atRest()) {
            findings.add(FindingKind.PROOF_BROKEN, "the books", "at rest and conserved", proof.lines());
        }
        findings.lines().forEach(out);
        proof.lines().forEach(out);
        return judgement;
    }

    /** As long as it takes, up to the promise; whether it was enough, the checker tells. */
    private static void await(BooleanSupplier holds) throws InterruptedException {
        long until = System.nanoTime() + Patience.STANDARD.recovery().toNanos();
        while (!holds.getAsBoolean() && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
