package io.settlement.producer.live;

import java.util.Map;
import java.util.Optional;
import org.springframework.boot.logging.LogLevel;

/**
 * What an operator sets while producers run.
 *
 * @param readOnly why nothing is taken that would change anything; empty while everything is
 * @param maxBatch instructions per batch; empty: as at the start
 * @param queueCapacity instructions that may wait per shard; empty: as at the start
 * @param logLevels of loggers; those that are not named have what they had at the start
 */
public record LiveSettings(
        Optional<String> readOnly,
        Optional<Integer> maxBatch,
        Optional<Integer> queueCapacity,
        Map<String, LogLevel> logLevels) {

    public LiveSettings {
        logLevels = Map.copyOf(logLevels);
    }
}
