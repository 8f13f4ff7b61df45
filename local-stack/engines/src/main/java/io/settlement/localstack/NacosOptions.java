package io.settlement.localstack;

/**
 * How the Nacos server is run.
 *
 * @param port HTTP port, bound to 127.0.0.1. Nacos also listens on port + 1000 and port + 1001 (gRPC) and port - 1000
 *     (raft), on every interface: it gives no choice there
 * @param heapMegabytes Java heap
 * @param namespace namespace id that the services use. Never the default one: a 3.x client reads its configuration from
 *     a 2.x server as absent, without a word
 */
public record NacosOptions(int port, int heapMegabytes, String namespace) {
    public static final int DEFAULT_PORT = 8848;

    public NacosOptions {
        if (!namespace.matches("[A-Za-z0-9_-]{1,128}") || namespace.equals("public")) {
            throw new IllegalArgumentException("Not a namespace id of our own: '" + namespace + "'");
        }
    }

    public static NacosOptions defaults() {
        return new NacosOptions(DEFAULT_PORT, 384, "settlement");
    }

    /** For tests: ports that are free now. */
    public static NacosOptions anyFreePorts() {
        return defaults().withPort(FreePorts.withNeighbours(1_000, 1_001, -1_000));
    }

    public NacosOptions withPort(int other) {
        return new NacosOptions(other, heapMegabytes, namespace);
    }

    public NacosOptions withNamespace(String other) {
        return new NacosOptions(port, heapMegabytes, other);
    }
}
