package io.settlement.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.drill.system.SystemLauncher;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillCommandTest {

    private static final SystemLauncher BROKEN = () -> {
        throw new IllegalStateException("no engines\nhere");
    };

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void refusesAFaultThatThereIsNotBeforeAnythingIsStarted() {
        assertThat(run("--faults", "kill-producer,kill-time")).isEqualTo(DrillCommand.WRONG_OPTION);
        assertThat(err).asString().isEqualTo("crash-drill: there is no fault kill-time; --list names them\n");
    }

    @Test
    void refusesMinutesBelowZero() {
        assertThat(run("--minutes", "-1")).isEqualTo(DrillCommand.WRONG_OPTION);
    }

    @Test
    void refusesWhatIsNoOption() {
        assertThat(run("--fault", "all")).isEqualTo(DrillCommand.WRONG_OPTION);
    }

    @Test
    void listsEveryFault() {
        assertThat(run("--list")).isEqualTo(DrillCommand.OK);
        assertThat(out).asString().contains("kill-shard-0 ").contains("delete-broker-store ");
    }

    @Test
    void endsWithAFailedVerdictWhenItBreaksOff() {
        assertThat(run("--seed", "5")).isEqualTo(DrillCommand.FAILED);
        assertThat(out)
                .asString()
                .endsWith("VERDICT failed seed=5 faults=0 accepted=0 unknown=0 reads=0"
                        + " lost=0 doubled=0 stranded=0 untrue=0 proof=0\n");
        assertThat(err).asString().contains("no engines here").hasLineCount(1);
    }

    @Test
    void keepsTheHistoryOfADrillThatFailed() {
        run("--seed", "5");
        assertThat(folder).isDirectoryContaining("glob:**/seed-5-*.jsonl");
    }

    private int run(String... arguments) {
        return new DrillCommand(BROKEN, folder, true, stream(out), stream(err)).execute(arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
