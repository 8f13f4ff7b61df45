package io.settlement.drill.load;

import io.settlement.drill.history.HistoryFile;
import io.settlement.drill.history.Operation;
import io.settlement.drill.history.Operation.Span;
import java.util.concurrent.TimeUnit;

/** The history and its clock. Thread-safe. */
public final class Recorder {

    private final HistoryFile history;
    private final long begin = System.nanoTime();

    public Recorder(HistoryFile history) {
        this.history = history;
    }

    /** Microseconds since the start of the drill. */
    public long now() {
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin);
    }

    public Span since(long start) {
        return new Span(start, now());
    }

    public void record(Operation operation) {
        history.append(operation);
    }
}
