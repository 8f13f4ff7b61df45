package io.settlement.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    private static final Times TIMES = new Times(Instant.parse("2026-11-25T08:00:00Z"));

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T07:00:00.5Z, 2026-11-25T07:00:00.5Z",
        "2026-11-25, 2026-11-25T00:00:00Z",
        "90s, 2026-11-25T07:58:30Z",
        "2h, 2026-11-25T06:00:00Z",
        "1d, 2026-11-24T08:00:00Z"
    })
    void readsInstantsDaysAndLengths(String text, Instant expected) {
        assertThat(TIMES.parse("--since", text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-02-30", "2026-11-25T08:00", "-2h", "2 h", "9999999h"})
    void refusesWhatIsNoTime(String text) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> TIMES.parse("--since", text))
                .withMessageContaining("--since '" + text + "' is no time; write");
    }

    @Test
    void readsSettingsInBothForms(@TempDir Path folder) throws IOException {
        var file = folder.resolve("s.yaml");
        Files.writeString(file, """
                # a comment
                a.b: "x \\\\ \\"y\\""
                c=${NAME}
                d: ${OTHER}
                """);
        var settings = Settings.read(file, Map.of("NAME", "value"));
        assertThat(settings.require("a.b")).isEqualTo("x \\ \"y\"");
        assertThat(settings.find("c")).contains("value");
        assertThat(settings.find("e")).isEmpty();
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> settings.find("d"))
                .withMessageContaining("OTHER");
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> settings.require("e"))
                .withMessageContaining("'e: ...'");
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> Settings.read(folder.resolve("none"), Map.of()))
                .withMessageContaining("cannot be read");
    }
}
