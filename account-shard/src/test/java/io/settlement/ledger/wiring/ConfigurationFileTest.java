package io.settlement.ledger.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.sharding.ShardingProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {

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
    void refusesAPlaceholderThatTheEnvironmentDoesNotHave() {
        assertThatThrownBy(() -> read("secret.yaml", "settlement.sharding.cluster-id: ${NOT_SET_ANYWHERE}\n"))
                .isInstanceOf(UnusableConfiguration.class)
                .hasMessageContaining("NOT_SET_ANYWHERE");
    }

    @Test
    void refusesAFileWithoutDatabases() {
        assertThatThrownBy(() -> read("empty.yaml", "server.port: 1\n"))
                .isInstanceOf(UnusableConfiguration.class)
                .hasMessageContaining("settlement.sharding");
    }

    @Test
    void namesTheValueThatIsWrong() {
        assertThatThrownBy(() -> read("wrong.yaml", "settlement.sharding.cluster-id: short\n"))
                .isInstanceOf(UnusableConfiguration.class)
                .hasMessageContaining("cluster-id must be 32 hexadecimal digits");
    }

    @Test
    void refusesTextThatIsNotYamlAndCitesNothingOfIt() {
        assertThatThrownBy(() -> read("broken.yaml", "password: [hunter2\n"))
                .isInstanceOf(UnusableConfiguration.class)
                .hasMessageContaining("line 2")
                .message()
                .doesNotContain("hunter2", "^", "\n");
    }

    private ShardingProperties read(String name, String text) throws IOException {
        return new ConfigurationFile(Files.writeString(path.resolve(name), text))
                .bind(ShardingProperties.PREFIX, ShardingProperties.class);
    }
}
