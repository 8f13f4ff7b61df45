package io.settlement.load;

import java.util.List;

/** A system that was started for a run, or found running. */
public interface RunningStack extends AutoCloseable {

    RunTarget target();

    /** Lines for the reader, such as the addresses of what stays; printed shortly before the last lines. */
    List<String> notes();

    /**
     * Stops what was started, unless the request said that it stays. Prints nothing on standard output, whose last lines
     * are the run's. May be called when the thread is interrupted.
     */
    @Override
    void close();
}
