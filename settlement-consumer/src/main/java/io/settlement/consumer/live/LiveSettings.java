package io.settlement.consumer.live;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.logging.LogLevel;

/**
 * What an operator sets while consumers run.
 *
 * @param paused why no notices are pulled; empty while they are
 * @param sweeperAge how old a batch must be before it is swept; empty: as at the start
 * @param sweeperLongestPause the most that its back-off is doubled to; empty: as at the start
 * @param logLevels of loggers; those that are not named have what they had at the start
 */
public record LiveSettings(
        Optional<String> paused,
        Optional<Duration> sweeperAge,
        Optional<Duration> sweeperLongestPause,
        Map<String, LogLevel> logLevels) {

    public LiveSettings {
        logLevels = Map.copyOf(logLevels);
    }
}
