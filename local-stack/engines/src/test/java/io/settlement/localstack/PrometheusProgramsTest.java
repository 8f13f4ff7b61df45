package io.settlement.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusProgramsTest {

    @TempDir
    private Path folder;

    @Test
    void areThoseOnThePathWhereBothAreThere() throws IOException {
        var half = program(folder.resolve("half"), "prometheus").getParent();
        var whole = program(folder.resolve("whole"), "prometheus").getParent();
        program(whole, "promtool");

        var programs = new PrometheusPrograms(folder.resolve("cache"), List.of(half, whole), "false");

        assertThat(programs.server()).isEqualTo(whole.resolve("prometheus"));
        assertThat(programs.promtool()).isEqualTo(whole.resolve("promtool"));
        assertThat(folder.resolve("cache")).doesNotExist();
    }

    @Test
    void sayInOneLineWhatToDoWhereTheyCannotBeFetchedAndKeepNothing() throws IOException {
        for (var download : List.of("false", "no-such-program", "true")) {
            var programs = new PrometheusPrograms(folder.resolve("cache"), List.of(), download);

            assertThatThrownBy(programs::server)
                    .isInstanceOf(EngineFailed.class)
                    .hasMessageContainingAll("Debian's package cannot be fetched", "Install Prometheus 2.40 or newer")
                    .message()
                    .doesNotContain("\n");
        }
        assertThat(cached()).containsExactly("prometheus.lock");
    }

    /** What is unpacked gets its name last. */
    @Test
    void keepNothingOfAPackageThatIsBroken() throws IOException {
        var programs = new PrometheusPrograms(
                folder.resolve("cache"), List.of(), "sh", "-c", "echo no package > prometheus_1_amd64.deb");

        assertThatThrownBy(programs::server).isInstanceOf(EngineFailed.class).hasMessageContaining("dpkg failed");
        assertThat(cached()).containsExactly("prometheus.lock");
    }

    private static Path program(Path folder, String name) throws IOException {
        Path program = Files.writeString(Files.createDirectories(folder).resolve(name), "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    private List<String> cached() throws IOException {
        try (var content = Files.list(folder.resolve("cache"))) {
            return content.map(file -> file.getFileName().toString()).toList();
        }
    }
}
