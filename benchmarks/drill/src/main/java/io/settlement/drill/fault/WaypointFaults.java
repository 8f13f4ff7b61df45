package io.settlement.drill.fault;

import static io.settlement.faults.ClientCommand.commitAfter;
import static io.settlement.faults.ClientCommand.running;

import io.settlement.drill.fault.Fault.Struck;
import io.settlement.drill.system.Part;
import java.util.ArrayList;
import java.util.List;

/** A process that is killed, or stands still, at a waypoint. */
final class WaypointFaults {

    private static final int SECONDS_DOWN = 3;

    /** Longer than the server leaves an idle transaction open, and than all that waits for it. */
    private static final int SECONDS_PAUSED = 10;

    private static final String NEW_TRANSFERS = "^INSERT INTO transfer ";
    private static final String LEGS = "^INSERT INTO credit_leg ";
    private static final String ENDS = "^UPDATE transfer SET status";
    private static final String CURSOR = "^UPDATE event_cursor ";

    /** The first read of the transfers that a message names, or that the sweeper has found. */
    private static final Waypoint DELIVERED = Waypoint.before(
            "delivered",
            "consumer",
            "taken, nothing done",
            running("^SELECT transfer_id, kind(?!.*FOR UPDATE).* FROM transfer WHERE transfer_id IN"));

    private static final List<Waypoint> WAYPOINTS = List.of(
            Waypoint.before(
                    "half-sent",
                    "producer",
                    "the half stands, nothing in the database",
                    running("^INSERT INTO debit_batch ")),
            Waypoint.before("debit-open", "producer", "the debit is half written", running(NEW_TRANSFERS)),
            Waypoint.before(
                    "debit-commit", "producer", "the debit's COMMIT is on the wire", commitAfter(NEW_TRANSFERS)),
            Waypoint.after("debit-done", "producer", "debited, not announced", commitAfter(NEW_TRANSFERS)),
            DELIVERED,
            Waypoint.before("credit-open", "consumer", "the credit is half written", running(LEGS)),
            Waypoint.before("credit-commit", "consumer", "the credit's COMMIT is on the wire", commitAfter(LEGS)),
            Waypoint.after("credit-done", "consumer", "credited, not finished", commitAfter(LEGS)),
            Waypoint.before("finish-open", "consumer", "the finish is half written", running(ENDS)),
            Waypoint.before("finish-commit", "consumer", "the finish's COMMIT is on the wire", commitAfter(ENDS)),
            Waypoint.after("finish-done", "consumer", "finished, not acknowledged", commitAfter(ENDS)),
            Waypoint.before("event-sent", "consumer", "told, the cursor not moved", running(CURSOR)),
            Waypoint.after("cursor-moved", "consumer", "told, the cursor moved unheard", commitAfter(CURSOR)));

    private WaypointFaults() {}

    static List<Fault> all() {
        var faults = new ArrayList<Fault>();
        WAYPOINTS.forEach(waypoint -> faults.add(kill(waypoint)));
        WAYPOINTS.stream().filter(waypoint -> !waypoint.done()).forEach(waypoint -> faults.add(pause(waypoint)));
        faults.add(killProducers());
        return faults;
    }

    private static Fault kill(Waypoint waypoint) {
        return new Fault("kill-at-" + waypoint.name(), "SIGKILL: " + waypoint.holds(), SECONDS_DOWN, target -> {
            var caught = waypoint.catchOne(target);
            caught.part().kill();
            caught.letGo();
            return struck(caught, caught.part()::start);
        });
    }

    private static Fault pause(Waypoint waypoint) {
        return new Fault("pause-at-" + waypoint.name(), "SIGSTOP: " + waypoint.holds(), SECONDS_PAUSED, target -> {
            var caught = waypoint.catchOne(target);
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

    private static Struck struck(Waypoint.Caught caught, Fault.Healing healing) {
        return new Struck(caught.part().name() + " on " + caught.shard(), healing);
    }
}
