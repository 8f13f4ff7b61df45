package io.settlement.drill.fault;

import static io.settlement.faults.ClientCommand.commitAfter;
import static io.settlement.faults.ClientCommand.running;

import io.settlement.drill.fault.Fault.Struck;
import io.settlement.drill.system.Part;
import java.util.ArrayList;
import java.util.List;

/** A process that is killed, or stands still, at a named step of the way of a batch. */
final class StepFaults {

    private static final int SECONDS_DOWN = 3;

    /** Longer than the server leaves an idle transaction open, and than all that waits for it. */
    private static final int SECONDS_PAUSED = 10;

    private static final String NEW_TRANSFERS = "^INSERT INTO transfer ";
    private static final String LEGS = "^INSERT INTO credit_leg ";
    private static final String ENDS = "^UPDATE transfer SET status";
    private static final String CURSOR = "^UPDATE event_cursor ";

    /** The first read of the transfers that a message names, or that the sweeper has found. */
    private static final Step DELIVERED = Step.before(
            "delivered",
            "consumer",
            "taken, nothing done",
            running("^SELECT transfer_id, kind(?!.*FOR UPDATE).* FROM transfer WHERE transfer_id IN"));

    private static final List<Step> STEPS = List.of(
            Step.before(
                    "half-sent",
                    "producer",
                    "the half stands, nothing in the database",
                    running("^INSERT INTO debit_batch ")),
            Step.before("debit-open", "producer", "the debit is half written", running(NEW_TRANSFERS)),
            Step.before("debit-commit", "producer", "the debit's COMMIT is on the wire", commitAfter(NEW_TRANSFERS)),
            Step.after("debit-done", "producer", "debited, not announced", commitAfter(NEW_TRANSFERS)),
            DELIVERED,
            Step.before("credit-open", "consumer", "the credit is half written", running(LEGS)),
            Step.before("credit-commit", "consumer", "the credit's COMMIT is on the wire", commitAfter(LEGS)),
            Step.after("credit-done", "consumer", "credited, not finished", commitAfter(LEGS)),
            Step.before("finish-open", "consumer", "the finish is half written", running(ENDS)),
            Step.before("finish-commit", "consumer", "the finish's COMMIT is on the wire", commitAfter(ENDS)),
            Step.after("finish-done", "consumer", "finished, not acknowledged", commitAfter(ENDS)),
            Step.before("event-sent", "consumer", "told, the cursor not moved", running(CURSOR)),
            Step.after("cursor-moved", "consumer", "told, the cursor moved unheard", commitAfter(CURSOR)));

    private StepFaults() {}

    static List<Fault> all() {
        var faults = new ArrayList<Fault>();
        STEPS.forEach(step -> faults.add(kill(step)));
        STEPS.stream().filter(step -> !step.done()).forEach(step -> faults.add(pause(step)));
        faults.add(killProducers());
        return faults;
    }

    private static Fault kill(Step step) {
        return new Fault("kill-at-" + step.name(), "SIGKILL: " + step.holds(), SECONDS_DOWN, target -> {
            var caught = step.catchOne(target);
            caught.part().kill();
            caught.letGo();
            return struck(caught, caught.part()::start);
        });
    }

    private static Fault pause(Step step) {
        return new Fault("pause-at-" + step.name(), "SIGSTOP: " + step.holds(), SECONDS_PAUSED, target -> {
            var caught = step.catchOne(target);
            caught.part().pause();
            caught.letGo();
            return struck(caught, caught.part()::resume);
        });
    }

    /** The half's COMMIT has been sent and served: a consumer has it. */
    private static Fault killProducers() {
        var holds = "SIGKILL of all producers: announced and delivered, not credited";
        return new Fault("kill-producers-at-delivered", holds, SECONDS_DOWN, target -> {
            var caught = DELIVERED.catchOne(target);
            var producers = target.running("producer");
            producers.forEach(Part::kill);
            caught.letGo();
            return new Struck("all producers", () -> producers.forEach(Part::start));
        });
    }

    private static Struck struck(Step.Caught caught, Fault.Healing healing) {
        return new Struck(caught.part().name() + " on " + caught.shard(), healing);
    }
}
