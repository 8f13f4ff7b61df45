package io.settlement.producer.batching;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the lanes. Bound from {@code settlement.batching}.
 *
 * @param queueCapacity instructions that may wait per shard; more are answered 429
 * @param maxBatch instructions per batch, up to 1,024
 * @param answerTimeout how long a caller waits before it is told "not taken" or "unknown"
 * @param closeTimeout how long all lanes together may take to end what is queued when the service stops
 */
@ConfigurationProperties("settlement.batching")
public record BatchingProperties(
        @DefaultValue("8192") int queueCapacity,
        @DefaultValue("1024") int maxBatch,
        @DefaultValue("10s") Duration answerTimeout,
        @DefaultValue("20s") Duration closeTimeout) {

    /** The names of its transfers are one message's keys, which end at 32,767 bytes. */
    public static final int LARGEST_BATCH = 1_024;

    public static final int LONGEST_QUEUE = 1_000_000;

    public BatchingProperties {
        require(
                queueCapacity >= 1 && queueCapacity <= LONGEST_QUEUE,
                "queue-capacity must be from 1 to " + LONGEST_QUEUE);
        require(maxBatch >= 1 && maxBatch <= LARGEST_BATCH, "max-batch must be from 1 to " + LARGEST_BATCH);
        require(
                answerTimeout.toMillis() >= 100 && answerTimeout.toSeconds() <= 120,
                "answer-timeout must be 100ms to 2m");
        require(closeTimeout.toMillis() >= 100 && closeTimeout.toSeconds() <= 120, "close-timeout must be 100ms to 2m");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("settlement.batching: " + message);
        }
    }
}
