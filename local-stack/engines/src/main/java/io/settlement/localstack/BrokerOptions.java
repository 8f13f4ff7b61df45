package io.settlement.localstack;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How the RocketMQ broker is run. Topics and groups are created explicitly, with {@link BrokerAdmin}; a client that names
 * another one is refused.
 *
 * @param port TCP port; the broker also listens on port + 1 (replication) and port - 2 (fast lane)
 * @param heapMegabytes Java heap
 * @param flush when a message counts as stored
 * @param transactionTimeout age at which a half message without an answer is checked back first
 * @param transactionCheckInterval time between two rounds of check-backs
 * @param transactionCheckMax check-backs of one half message before it is parked and never delivered
 * @param announcedHost where clients are told that the broker is: 127.0.0.1, or what stands in front of it
 * @param applicationTopics topics the application may publish to and read, exact or with a trailing *
 * @param applicationGroups consumer groups the application may use, exact or with a trailing *
 */
public record BrokerOptions(
        int port,
        int heapMegabytes,
        Flush flush,
        Duration transactionTimeout,
        Duration transactionCheckInterval,
        int transactionCheckMax,
        String announcedHost,
        List<String> applicationTopics,
        List<String> applicationGroups) {
    public static final int DEFAULT_PORT = 10_911;

    /** When a message counts as stored. */
    public enum Flush {
        /** Once it is in the page cache: survives a killed broker, not a power cut. */
        ASYNC_FLUSH,
        /** Once it is on the disk. */
        SYNC_FLUSH
    }

    public BrokerOptions {
        Objects.requireNonNull(flush, "flush");
        applicationTopics = List.copyOf(applicationTopics);
        applicationGroups = List.copyOf(applicationGroups);
        if (transactionCheckMax < 1) {
            throw new IllegalArgumentException("transactionCheckMax must be positive: " + transactionCheckMax);
        }
    }

    /** RocketMQ's own port and check-back times: first after 6 s, then every 30 s, 15 times. */
    public static BrokerOptions defaults() {
        return new BrokerOptions(
                DEFAULT_PORT,
                512,
                Flush.ASYNC_FLUSH,
                Duration.ofSeconds(6),
                Duration.ofSeconds(30),
                15,
                "127.0.0.1",
                List.of("settlement*", "transfers-*", "account-*"),
                List.of("settlement*"));
    }

    /** For tests: ports that are free now, check-backs after 2 s and then every 2 s. */
    public static BrokerOptions anyFreePorts() {
        return defaults()
                .withPort(FreePorts.withNeighbours(1, -2))
                .withTransactionCheck(Duration.ofSeconds(2), Duration.ofSeconds(2), 15);
    }

    public BrokerOptions withPort(int other) {
        return new BrokerOptions(
                other,
                heapMegabytes,
                flush,
                transactionTimeout,
                transactionCheckInterval,
                transactionCheckMax,
                announcedHost,
                applicationTopics,
                applicationGroups);
    }

    public BrokerOptions withHeapMegabytes(int other) {
        return new BrokerOptions(
                port,
                other,
                flush,
                transactionTimeout,
                transactionCheckInterval,
                transactionCheckMax,
                announcedHost,
                applicationTopics,
                applicationGroups);
    }

    public BrokerOptions withFlush(Flush other) {
        return new BrokerOptions(
                port,
                heapMegabytes,
                other,
                transactionTimeout,
                transactionCheckInterval,
                transactionCheckMax,
                announcedHost,
                applicationTopics,
                applicationGroups);
    }

    public BrokerOptions withTransactionCheck(Duration timeout, Duration interval, int max) {
        return new BrokerOptions(
                port,
                heapMegabytes,
                flush,
                timeout,
                interval,
                max,
                announcedHost,
                applicationTopics,
                applicationGroups);
    }

    /** Another loopback address; whatever listens there must pass everything on to the broker, on the same port. */
    public BrokerOptions withAnnouncedHost(String other) {
        return new BrokerOptions(
                port,
                heapMegabytes,
                flush,
                transactionTimeout,
                transactionCheckInterval,
                transactionCheckMax,
                other,
                applicationTopics,
                applicationGroups);
    }

    public BrokerOptions withApplicationNames(List<String> topics, List<String> groups) {
        return new BrokerOptions(
                port,
                heapMegabytes,
                flush,
                transactionTimeout,
                transactionCheckInterval,
                transactionCheckMax,
                announcedHost,
                topics,
                groups);
    }
}
