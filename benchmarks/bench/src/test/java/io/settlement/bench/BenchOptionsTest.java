package io.settlement.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchOptionsTest {

    @TempDir
    Path root;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--contenders=nobody",
                "--workload=idle",
                "--rounds=0",
                "--seconds=0",
                "--warm-up=0",
                "--clients=65",
                "--accounts=1001",
                "--plant=dollar",
                "--unknown"
            })
    void wrongOptionIsSaidInOneLineAndStartsNothing(String option) {
        assertThat(bench(option)).isEqualTo(Bench.WRONG_OPTION);
        assertThat(err.toString()).startsWith("bench: ").hasLineCount(1);
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void nameOfAContenderThatIsNotThereIsAnsweredWithThoseThatAre() {
        bench("--contenders=nobody");
        assertThat(err.toString()).contains("'nobody'", "jdbc-local", "settlement-bulk");
    }

    private int bench(String... arguments) {
        return new Bench(root, new PrintStream(new ByteArrayOutputStream()), new PrintStream(err)).execute(arguments);
    }
}
