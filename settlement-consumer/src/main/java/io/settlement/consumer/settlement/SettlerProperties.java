package io.settlement.consumer.settlement;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How settling is shared out over the shards. Bound from {@code settlement.settler}.
 *
 * @param workersPerShard transactions that one process has open on one shard for settling, at most
 * @param queuePerShard pieces of work that wait for a worker; beyond them work is left to the sweeper
 * @param transfersPerShard transfers in that work, waiting and running, at most: what bounds the heap
 * @param failuresToOpen infrastructure failures in a row after which a shard is left alone
 * @param openFor how long it is left alone before one piece of work tries it again
 * @param patience how long a ready group waits for slower ones, so that they share one finish
 * @param longestWait how long one call waits for its first results; what comes later ends by itself
 * @param mostAtOnce transfers of one call that are worked on at a time, and so of one finish
 * @param drain how long a closing process waits for the work under way
 */
@Validated
@ConfigurationProperties("settlement.settler")
public record SettlerProperties(
        @Min(1) @Max(64) @DefaultValue("3") int workersPerShard,
        @Min(1) @Max(10_000) @DefaultValue("64") int queuePerShard,
        @Min(1) @Max(1_000_000) @DefaultValue("16384") int transfersPerShard,
        @Min(1) @Max(1_000) @DefaultValue("3") int failuresToOpen,
        @DurationMin(millis = 1) @DefaultValue("2s") Duration openFor,
        @DurationMin(millis = 0) @DefaultValue("200ms") Duration patience,
        @DurationMin(millis = 1) @DefaultValue("2s") Duration longestWait,
        @Min(1) @Max(65_536) @DefaultValue("4096") int mostAtOnce,
        @DurationMin(millis = 0) @DefaultValue("10s") Duration drain) {}
