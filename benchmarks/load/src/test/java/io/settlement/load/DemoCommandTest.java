package io.settlement.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.load.outcome.Proof;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<StackRequest> started = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--transfers 0 | --transfers must be from 1 to 2,000,000, not 0",
                "--transfers many | 'many' is not an int",
                "--accounts 3 | --accounts must be from 20 to 1,000,000, not 3",
                "--seed x | 'x' is not a long",
                "--shards 0 | --shards must be from 1 to 32, not 0",
                "--shards 33 | --shards must be from 1 to 32, not 33",
                "--connections 0 | --connections must be from 1 to 256, not 0",
                "--per-bank | --per-bank goes with --orders FILE",
                "--orders absent.tsv | --orders absent.tsv: there is no such file",
                "--orders absent.tsv --transfers 5 | do not go with --orders",
                "--fast | Unknown option: '--fast'",
                "now | Unmatched argument",
                "--progress loud | '--progress'",
                "--producer http://127.0.0.1:1 | --producer needs --database URL as well",
                "--database jdbc:mysql://127.0.0.1/x | --database needs --producer URL as well",
                "--producer 127.0.0.1 --database jdbc:mysql://h/x | --producer must be like http://127.0.0.1:8080",
                "--producer http://h/v1 --database jdbc:mysql://h/x | --producer must be like http://127.0.0.1:8080",
                "--producer http://h --database jdbc:h2:mem | --database must be like jdbc:mysql://",
                "--producer http://h --database jdbc:mysql://h/x --keep | --keep goes with a stack",
                "--producer http://h --database jdbc:mysql://h/x --mysqld /m | --mysqld goes with a stack",
                "--producer http://h --database jdbc:mysql://h/x --shards 2 | but 1 times --database"
            })
    void saysInOneLineWhatIsWrongAndStartsNothing(String arguments, String message) {
        assertThat(execute(arguments)).isEqualTo(DemoCommand.WRONG_OPTION);
        assertThat(started).isEmpty();
        assertThat(text(err)).startsWith("demo: ").contains(message);
        assertThat(text(err).lines()).hasSize(1);
        assertThat(text(out)).isEmpty();
    }

    @Test
    void asksForFourShardsAndToStopThemAfterwards() {
        execute("");
        assertThat(started).containsExactly(new StackRequest(4, false, Optional.empty()));
    }

    @Test
    void passesOnWhatStackIsAskedFor() {
        execute("--shards 2 --keep --mysqld /opt/mysqld");
        assertThat(started).containsExactly(new StackRequest(2, true, Optional.of(Path.of("/opt/mysqld"))));
    }

    @Test
    void saysInOneLineWhyTheStackDidNotStart() {
        assertThat(execute("")).isEqualTo(DemoCommand.DISAGREES);
        assertThat(text(err))
                .isEqualTo("demo: port 9876 is taken; choose another\n".replace("\n", System.lineSeparator()));
    }

    private int execute(String arguments) {
        return new DemoCommand(
                        request -> {
                            started.add(request);
                            throw new IllegalStateException("port 9876 is taken;\n  choose another");
                        },
                        shards -> () -> new Proof.Report(List.of(), List.of()),
                        stream(out),
                        stream(err))
                .execute(arguments.isEmpty() ? new String[0] : arguments.split(" "));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
