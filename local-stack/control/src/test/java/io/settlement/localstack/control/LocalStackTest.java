package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalStackTest {

    private final CommandRun run = new CommandRun();

    @TempDir
    private Path parent;

    private Path data;

    @BeforeEach
    void nameFolder() {
        data = parent.resolve("data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "down",
                "status",
                "migrate",
                "keys",
                "keys create",
                "keys list",
                "keys revoke",
                "publish-config",
                "config-status",
                "demo"
            })
    void answersAnUnknownOptionInOneLine(String command) {
        assertThat(run.execute((command + " --nonsense").split(" "))).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).startsWith(command + ": ").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "down",
                "status",
                "migrate",
                "keys",
                "keys create",
                "keys list",
                "keys revoke",
                "publish-config",
                "config-status"
            })
    void explainsItself(String command) {
        assertThat(run.execute((command + " --help").split(" "))).isZero();
        assertThat(run.out()).startsWith("Usage: scripts/" + command);
    }

    @Test
    void refusesAWrongSettingAndWritesNothing() {
        assertThat(run.execute("up", "--shards", "99", "--data", data.toString()))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).isEqualToIgnoringNewLines("up: --shards must be from 1 to 32, not '99'.");
        assertThat(data).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keys | say which",
                "keys list | No stack was started",
                "keys create --scopes read | --owner",
                "keys create --owner ann --any-owner --scopes read | mutually exclusive",
                "keys create --owner ann | --scopes",
                "keys list --config absent.yaml | absent.yaml cannot be read"
            })
    void saysWhatIsWrongWithACommandOnKeys(String command, String message) {
        var folder = command.contains("list") && !command.contains("--config") ? " --data " + data : "";
        assertThat(run.execute((command + folder).split(" "))).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains(message).hasLineCount(1);
    }

    @Test
    void endsASentenceOnce() {
        run.execute("keys", "list", "--config", "absent.yaml");
        assertThat(run.err())
                .isEqualToIgnoringNewLines(
                        "keys list: absent.yaml cannot be read; --config wants a YAML or properties file.");
    }

    @Test
    void refusesAnotherNumberOfShardsThanTheDataHas() {
        RecordedStack.fresh(Map.of(Setting.SHARDS, "4")).write(data.resolve("stack.properties"));

        assertThat(run.execute("up", "--shards", "2", "--data", data.toString()))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(run.err())
                .contains("was made with 4", "slot map would differ")
                .hasLineCount(1);
    }

    @Test
    void refusesAServerThatIsNoMySqlAndWritesNothing() {
        for (var command : List.of("up --data " + data, "demo")) {
            assertThat(run.execute((command + " --mysqld /bin/true").split(" ")))
                    .isEqualTo(ExitCode.REFUSED);
            assertThat(run.err()).contains("--mysqld", "/bin/true", "MySQL 8.4").hasLineCount(1);
            assertThat(run.execute((command + " --mysqld /no/mysqld").split(" ")))
                    .isEqualTo(ExitCode.REFUSED);
            assertThat(run.err())
                    .contains("--mysqld", "/no/mysqld is not a program")
                    .hasLineCount(1);
        }
        assertThat(data).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "down --wipe", "status", "keys list", "publish-config", "config-status"})
    void refusesAFolderWithoutAName(String command) {
        assertThat(run.execute((command + " --data=").split(" "))).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("--data is empty").hasLineCount(1);
    }

    @Test
    void refusesAnotherProductThanTheDataHas() {
        RecordedStack.fresh(Map.of()).write(data.resolve("stack.properties"));

        assertThat(run.execute("up", "--mysqld", "/bin/true", "--data", data.toString()))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("was made with none", "cannot read it").hasLineCount(1);
    }

    @Test
    void refusesOnePortForTwo() {
        assertThat(run.execute("up", "--producer-port", "3307", "--data", data.toString()))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(run.err())
                .contains("Port 3307", "--database-port", "--producer-port")
                .hasLineCount(1);
    }

    @Test
    void namesThePortThatIsTakenAndItsOption() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int code = run.execute(
                    "up", "--consumer-port", Integer.toString(taken.getLocalPort()), "--data", data.toString());

            assertThat(code).isEqualTo(ExitCode.REFUSED);
            assertThat(run.err()).contains("Port " + taken.getLocalPort(), "--consumer-port");
            assertThat(data).doesNotExist();
        }
    }

    @Test
    void leavesAFolderAloneThatAnotherCommandIsAtWorkIn() {
        var others = StackLock.tryTake(data.resolve("stack.lock")).orElseThrow();
        try (others) {
            assertThatThrownBy(() -> StackLock.take(data.resolve("stack.lock"), Duration.ofMillis(50)))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("Another command is at work");
        }
        StackLock.take(data.resolve("stack.lock"), Duration.ofMillis(50)).close();
    }

    @Test
    void refusesDamagedSettingsButStillStopsAndWipes() throws IOException {
        Files.createDirectories(data);
        Files.writeString(data.resolve("stack.properties"), "shards=4\n");

        assertThat(run.execute("up", "--data", data.toString())).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("is damaged");
        assertThat(run.execute("status", "--data", data.toString())).isEqualTo(ExitCode.REFUSED);
        assertThat(run.execute("down", "--wipe", "--data", data.toString())).isZero();
        assertThat(data).doesNotExist();
    }

    @Test
    void hasNothingToStopWhereNothingWasStarted() {
        assertThat(run.execute("down", "--wipe", "--data", data.toString())).isZero();
        assertThat(run.execute("status", "--data", data.toString())).isEqualTo(ExitCode.NOT_HEALTHY);
        assertThat(data).doesNotExist();
    }
}
