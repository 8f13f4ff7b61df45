package io.settlement.live;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

/** Levels of loggers that an operator has changed, and what they were before. Called by one thread at a time. */
public final class LogLevels {

    private static final int MOST_LOGGERS = 50;
    private static final Pattern LOGGER = Pattern.compile("[A-Za-z0-9_$.]{1,200}");

    private final LoggingSystem logging;
    /** Empty where a logger had its parent's. */
    private final Map<String, Optional<LogLevel>> before = new HashMap<>();

    public LogLevels(LoggingSystem logging) {
        this.logging = logging;
    }

    /**
     * Levels as a document writes them.
     *
     * @param written null where it says nothing of them
     * @throws IllegalArgumentException with one line that says what is wrong
     */
    public static Map<String, LogLevel> read(Map<String, String> written) {
        if (written == null) {
            return Map.of();
        }
        if (written.size() > MOST_LOGGERS) {
            throw new IllegalArgumentException("logLevels has more than " + MOST_LOGGERS + " loggers");
        }
        return written.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> level(each.getKey(), each.getValue())));
    }

    private static LogLevel level(String logger, String written) {
        if (!LOGGER.matcher(logger).matches()) {
            throw new IllegalArgumentException("logLevels names something that is no logger");
        }
        return Arrays.stream(LogLevel.values())
                .filter(level -> level.name().equals(written))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "logLevels: " + logger + " needs one of " + Arrays.toString(LogLevel.values())));
    }

    /** Those that are not named any more get back what they had. */
    public void replace(Map<String, LogLevel> levels) {
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
