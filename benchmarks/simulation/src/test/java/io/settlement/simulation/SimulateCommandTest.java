package io.settlement.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulateCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String arguments) {
        return new SimulateCommand(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .execute(arguments.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--minutes 0",
                "--minutes -1",
                "--minutes soon",
                "--minutes",
                "--seed",
                "--seed x",
                "--replay",
                "now"
            })
    void saysInOneLineWhatIsWrongAndRunsNothing(String arguments) {
        assertThat(run(arguments)).isEqualTo(SimulateCommand.WRONG_OPTION);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("simulate: ")
                .hasLineCount(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void replaysOneHistoryWithItsStepsAndEndsWithTheVerdict() {
        assertThat(run("--replay --seed 7")).isEqualTo(SimulateCommand.OK);
        var said = out.toString(StandardCharsets.UTF_8);
        assertThat(said).contains("debit written", "from now on nothing goes wrong");
        assertThat(said.lines().reduce((first, last) -> last))
                .hasValueSatisfying(last -> assertThat(last)
                        .matches("SIMULATED ok seed=7 histories=1 steps=\\d+ crashes=\\d+ transfers=\\d+"));
    }
}
