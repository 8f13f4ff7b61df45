package io.settlement.localstack;

/** A port that an engine needs is in use. The message names the port, what it is for and the option that moves it. */
public final class PortTaken extends EngineFailed {
    private static final long serialVersionUID = 1L;

    /** The port that is in use, for callers that want to try another. */
    private final int port;

    PortTaken(EnginePort taken) {
        super(messageFor(taken));
        this.port = taken.number();
    }

    /** What there is to say about a port that is taken, for callers that report several at once. */
    public static String messageFor(EnginePort taken) {
        return "Port " + taken.number() + " (" + taken.use()
                + ") is in use by another process. Stop that process or choose another port with " + taken.option()
                + ".";
    }

    public int port() {
        return port;
    }
}
