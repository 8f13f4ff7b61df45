package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.wiring.ConfigurationFile;
import io.settlement.localstack.Lifetime;
import io.settlement.sharding.ShardingProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;

class ServiceConfigurationTest {

    @TempDir
    private Path path;

    @Test
    void isReadBackAsTheDatabasesAre() throws IOException {
        var stack = stack(Map.of(Setting.SHARDS, "3", Setting.DATABASE_SERVERS, "2"));
        var file = Files.writeString(
                path.resolve("service.yaml"), configuration(stack).text());

        assertThat(new ConfigurationFile(file).bind(ShardingProperties.PREFIX, ShardingProperties.class))
                .isEqualTo(stack.databases().forServices());
        assertThat(stack.databases().forServices().shards())
                .extracting(database -> database.jdbcUrl().replaceAll("\\?.*", ""))
                .containsExactly(
                        "jdbc:mysql://127.0.0.1:3307/settlement_shard_0",
                        "jdbc:mysql://127.0.0.1:3308/settlement_shard_1",
                        "jdbc:mysql://127.0.0.1:3307/settlement_shard_2");
    }

    @Test
    void namesEnginesAccountsNamespaceAndGroup() throws IOException {
        var stack = stack(Map.of());
        var read = read(configuration(stack).text());

        assertThat(read.getProperty("server.port")).isEqualTo("8080");
        assertThat(read.getProperty("management.server.port")).isEqualTo("9080");
        assertThat(read.getProperty("settlement.nacos.server-addr")).isEqualTo("127.0.0.1:8848");
        assertThat(read.getProperty("settlement.nacos.namespace")).isEqualTo("settlement");
        assertThat(read.getProperty("settlement.nacos.group")).isEqualTo("SETTLEMENT");
        assertThat(read.getProperty("settlement.nacos.password"))
                .isEqualTo(stack.nacos().application().password());
        assertThat(read.getProperty("spring.cloud.nacos.discovery.graceful-shutdown-wait-time"))
                .isEqualTo("2000");
        assertThat(read.getProperty("settlement.rocketmq.name-servers")).isEqualTo("127.0.0.1:9876");
        assertThat(read.getProperty("settlement.rocketmq.secret-key"))
                .isEqualTo(stack.broker().application().password());
    }

    @Test
    void neverHoldsAnAdministrator() {
        var stack = stack(Map.of());

        assertThat(configuration(stack).text())
                .doesNotContain(stack.nacos().administrator().password())
                .doesNotContain(stack.broker().administrator().password())
                .doesNotContain("settlement_admin");
    }

    /** The operator's tools read what no service may, and write rows as the services do. */
    @Test
    void theOperatorsFileHoldsTheBrokersAdministratorAndNoOther() throws IOException {
        var stack = stack(Map.of());
        var file = Files.writeString(
                path.resolve("operator.yaml"), new OperatorConfiguration(stack.databases(), stack.broker()).text());

        assertThat(new ConfigurationFile(file).bind(ShardingProperties.PREFIX, ShardingProperties.class))
                .isEqualTo(stack.databases().forServices());
        assertThat(read(Files.readString(file)).getProperty("settlement.rocketmq.secret-key"))
                .isEqualTo(stack.broker().administrator().password());
        assertThat(Files.readString(file)).doesNotContain("nacos");
    }

    @Test
    void keepsEveryCharacterOfAValue() throws IOException {
        var awkward = "a\"b\\c: #d 'e' ${f}";

        assertThat(read("key: " + ServiceConfiguration.quoted(awkward)).getProperty("key"))
                .isEqualTo(awkward);
    }

    private Stack stack(Map<Setting, String> chosen) {
        return new Stack(new DataFolder(path.resolve("stack")), RecordedStack.fresh(chosen), Lifetime.THIS_JVM);
    }

    private static ServiceConfiguration configuration(Stack stack) {
        return new ServiceConfiguration(
                8080,
                stack.databases()::forServices,
                stack.nameServer().address(),
                stack.broker(),
                stack.nacos().address(),
                stack.nacos(),
                Duration.ofSeconds(2));
    }

    private PropertySource<?> read(String text) throws IOException {
        var file = Files.writeString(path.resolve("read.yaml"), text);
        return new YamlPropertySourceLoader()
                .load("read", new FileSystemResource(file))
                .get(0);
    }
}
