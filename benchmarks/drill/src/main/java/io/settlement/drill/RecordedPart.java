package io.settlement.drill;

import io.settlement.drill.history.Operation;
import io.settlement.drill.load.Recorder;
import io.settlement.drill.system.Part;
import java.net.URI;

/** A producer whose ends are recorded: what answers at its door afterwards is another process. */
record RecordedPart(Part part, URI door, Recorder recorder) implements Part {

    @Override
    public String name() {
        return part.name();
    }

    @Override
    public void kill() {
        part.kill();
        noteEnd();
    }

    @Override
    public void stop() {
        part.stop();
        noteEnd();
    }

    @Override
    public void pause() {
        part.pause();
    }

    @Override
    public void resume() {
        part.resume();
    }

    @Override
    public void start() {
        part.start();
    }

    @Override
    public boolean isRunning() {
        return part.isRunning();
    }

    private void noteEnd() {
        recorder.record(new Operation.DoorStarted(Operation.Span.at(recorder.now()), door.toString()));
    }
}
