package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.sharding.ShardingProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardingFileTest {

    @TempDir
    private Path path;

    @Test
    void readsProperties() throws IOException {
        var sharding = read("shards.properties", """
                settlement.sharding.cluster-id=0123456789abcdef0123456789abcdef
                settlement.sharding.slot-map=0=0-991
                settlement.sharding.control.jdbc-url=jdbc:mysql://db/control
                settlement.sharding.control.username=u
                settlement.sharding.control.password=p
                settlement.sharding.shards[0].jdbc-url=jdbc:mysql://db/shard
                settlement.sharding.shards[0].username=u
                settlement.sharding.shards[0].password=${user.home}
                """);

        assertThat(sharding.shards().get(0).password()).isEqualTo(System.getProperty("user.home"));
    }

    @Test
    void readsTheExampleOfMigrate() throws IOException {
        var run = new CommandRun();
        assertThat(run.execute("migrate", "--example", "3")).isZero();

        var sharding = read("example.yaml", run.out().replace("${DATABASE_PASSWORD}", "secret"));

        assertThat(sharding.shards()).hasSize(3);
    }

    @Test
    void refusesAPlaceholderThatTheEnvironmentDoesNotHave() throws IOException {
        var run = new CommandRun();
        run.execute("migrate", "--example", "1");

        assertThatThrownBy(() -> read("example.yaml", run.out().replace("DATABASE_PASSWORD", "NOT_SET_ANYWHERE")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("NOT_SET_ANYWHERE");
    }

    @Test
    void refusesAFileWithoutDatabases() {
        assertThatThrownBy(() -> read("empty.yaml", "server.port: 1\n"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("settlement.sharding");
    }

    @Test
    void namesTheValueThatIsWrong() {
        assertThatThrownBy(() -> read("wrong.yaml", "settlement.sharding.cluster-id: short\n"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("cluster-id must be 32 hexadecimal digits");
    }

    @Test
    void refusesTextThatIsNotYaml() {
        assertThatThrownBy(() -> read("broken.yaml", "a: [\n")).isInstanceOf(Refused.class);
    }

    private ShardingProperties read(String name, String text) throws IOException {
        return new ShardingFile(Files.writeString(path.resolve(name), text)).read();
    }
}
