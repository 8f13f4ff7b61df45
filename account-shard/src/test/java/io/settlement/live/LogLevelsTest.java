package io.settlement.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

class LogLevelsTest {

    private static final String OWN = LogLevelsTest.class.getName() + ".own";
    private static final String INHERITED = LogLevelsTest.class.getName() + ".inherited";

    private final LoggingSystem logging = LoggingSystem.get(LogLevelsTest.class.getClassLoader());
    private final LogLevels levels = new LogLevels(logging);

    @Test
    void givesBackWhatALoggerHadOnceItIsNotNamedAnyMore() {
        logging.setLogLevel(OWN, LogLevel.WARN);

        levels.replace(Map.of(OWN, LogLevel.TRACE, INHERITED, LogLevel.DEBUG));
        levels.replace(Map.of(OWN, LogLevel.ERROR));
        assertThat(configured(OWN)).isEqualTo(LogLevel.ERROR);
        assertThat(configured(INHERITED)).isNull();

        levels.replace(Map.of());
        assertThat(configured(OWN)).isEqualTo(LogLevel.WARN);
    }

    private LogLevel configured(String name) {
        return logging.getLoggerConfiguration(name).getConfiguredLevel();
    }
}
