package io.settlement.localstack;

/**
 * How the RocketMQ name server is run.
 *
 * @param port TCP port, bound to 127.0.0.1 only: a name server has no accounts and must never be public
 * @param heapMegabytes Java heap
 */
public record NameServerOptions(int port, int heapMegabytes) {
    public static final int DEFAULT_PORT = 9876;

    public static NameServerOptions defaults() {
        return new NameServerOptions(DEFAULT_PORT, 128);
    }

    /** For tests: a port that is free now. */
    public static NameServerOptions anyFreePorts() {
        return new NameServerOptions(FreePorts.withNeighbours(), 128);
    }

    public NameServerOptions withPort(int other) {
        return new NameServerOptions(other, heapMegabytes);
    }
}
