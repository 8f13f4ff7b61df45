package io.settlement.producer.live;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

/** Levels of loggers that an operator has changed, and what they were before. Called by one thread at a time. */
final class LogLevels {

    private final LoggingSystem logging;
    /** Empty where a logger had its parent's. */
    private final Map<String, Optional<LogLevel>> before = new HashMap<>();

    LogLevels(LoggingSystem logging) {
        this.logging = logging;
    }

    /** Those that are not named any more get back what they had. */
    void replace(Map<String, LogLevel> levels) {
        for (var name : List.copyOf(before.keySet())) {
            if (!levels.containsKey(name)) {
                logging.setLogLevel(name, before.remove(name).orElse(null));
            }
        }
        levels.forEach((name, level) -> {
            before.computeIfAbsent(name, this::configured);
            logging.setLogLevel(name, level);
        });
    }

    private Optional<LogLevel> configured(String name) {
        return Optional.ofNullable(logging.getLoggerConfiguration(name)).map(LoggerConfiguration::getConfiguredLevel);
    }
}
