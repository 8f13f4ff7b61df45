package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.wiring.ConfigurationFile;
import io.settlement.sharding.ShardingProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateCommandTest {

    private final CommandRun run = new CommandRun();

    @TempDir
    private Path path;

    @Test
    void printsAnExampleThatItReads() throws IOException {
        assertThat(run.execute("migrate", "--example", "3")).isZero();

        var example = run.out().replace("${DATABASE_PASSWORD}", "secret");
        var sharding = new ConfigurationFile(Files.writeString(path.resolve("example.yaml"), example))
                .bind(ShardingProperties.PREFIX, ShardingProperties.class);

        assertThat(sharding.shards()).hasSize(3);
    }

    @Test
    void saysInOneLineWhatIsWrongWithAFile() {
        assertThat(run.execute(
                        "migrate", "--config", path.resolve("missing.yaml").toString()))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).hasLineCount(1).contains("missing.yaml cannot be read");
    }
}
