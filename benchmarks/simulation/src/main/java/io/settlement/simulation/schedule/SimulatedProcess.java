package io.settlement.simulation.schedule;

/** One life of a process, from its start to its end. The next life of the same name is another one. */
public final class SimulatedProcess {

    private final String name;
    private final boolean producer;
    private boolean alive = true;

    public SimulatedProcess(String name, boolean producer) {
        this.name = name;
        this.producer = producer;
    }

    public boolean isAlive() {
        return alive;
    }

    public boolean isProducer() {
        return producer;
    }

    void end() {
        alive = false;
    }

    @Override
    public String toString() {
        return name;
    }
}
