package io.settlement.simulation.steps;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Where the ledger in memory stops between two steps, so that others go on, time passes, or its process dies. */
public interface Steps {

    /** Nothing happens, and nobody else is there. */
    Steps UNDISTURBED = new Undisturbed();

    Instant now();

    /** Whose step this is: connections are closed when it dies. */
    Object owner();

    /** Lets happen what may happen at this place: a pause, trouble of the shard as an exception, the end of the process. */
    void reach(Operation operation, Phase phase);

    CommitFate fateOfCommit();

    /** True as soon as the condition holds, false when it does not within this time. */
    boolean await(BooleanSupplier condition, Duration longest);

    /** Has something happen at the server, whatever becomes of the process. */
    void later(Duration delay, Runnable event);
}
