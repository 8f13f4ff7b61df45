package io.settlement.localstack.control;

import io.settlement.drill.system.Part;
import io.settlement.localstack.Engine;

/** A process of the stack, as a drill strikes it. */
record EnginePart(String name, Engine engine) implements Part {

    @Override
    public void kill() {
        engine.kill();
    }

    @Override
    public void stop() {
        engine.stop();
    }

    @Override
    public void pause() {
        engine.pause();
    }

    @Override
    public void resume() {
        engine.resume();
    }

    @Override
    public void start() {
        engine.start();
    }

    @Override
    public boolean isRunning() {
        return engine.isRunning();
    }
}
