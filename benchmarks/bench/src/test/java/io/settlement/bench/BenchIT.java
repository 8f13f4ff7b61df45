package io.settlement.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.bench.workload.Workload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The kit itself, on a real database server, with the contenders that need nothing else. */
class BenchIT {

    private static final String[] SHORT = {
        "--contenders",
        "xa,outbox,jdbc-local,jdbc-bound",
        "--workload",
        "rejections",
        "--rounds",
        "1",
        "--open",
        "0",
        "--accounts",
        "400",
        "--warm-up",
        "1",
        "--seconds",
        "1"
    };

    @TempDir
    Path root;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void writesFiguresOfConservedRuns() throws IOException {
        assertThat(bench()).as(said::toString).isEqualTo(Bench.CONSERVED);
        assertThat(results()).hasSize(4).allSatisfy(result -> {
            assertThat(result.get("workload").asString()).isEqualTo(Workload.REJECTIONS.word());
            assertThat(result.get("conserved").asBoolean()).isTrue();
            assertThat(result.get("settled_per_second")).hasSize(1);
            assertThat(result.get("settled_per_second").get(0).asDouble()).isGreaterThan(1);
            assertThat(result.get("cpu_us_per_transfer").get("database").asDouble())
                    .isPositive();
        });
        assertThat(root.resolve("docs/benchmarks/RESULTS.md"))
                .content()
                .contains("| innodb_flush_log_at_trx_commit | 1 |", "| log_bin | OFF |");
        assertThat(root.resolve("docs/benchmarks/rejections.png")).isNotEmptyFile();
    }

    @Test
    void findsOneCentTooMuchInEveryContendersBooks() throws IOException {
        assertThat(bench("--plant", "cent")).as(said::toString).isEqualTo(Bench.FAILED);
        assertThat(results()).hasSize(4).allSatisfy(result -> {
            assertThat(result.get("conserved").asBoolean()).isFalse();
            assertThat(result.get("settled_per_second")).isEmpty();
        });
        assertThat(root.resolve("docs/benchmarks/RESULTS.md")).doesNotExist();
    }

    private int bench(String... more) {
        var arguments = new String[SHORT.length + more.length];
        System.arraycopy(SHORT, 0, arguments, 0, SHORT.length);
        System.arraycopy(more, 0, arguments, SHORT.length, more.length);
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new Bench(root, out, out).execute(arguments);
    }

    private JsonNode results() throws IOException {
        return JsonMapper.shared().readTree(Files.readAllBytes(root.resolve("benchmarks/target/results.json")));
    }
}
