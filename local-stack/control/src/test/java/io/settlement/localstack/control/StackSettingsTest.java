package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.localstack.BrokerOptions.Flush;
import io.settlement.localstack.EmbeddedMariaDb;
import io.settlement.localstack.GivenMySql;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackSettingsTest {

    @Test
    void hasAStandardValueForEverySetting() {
        var settings = StackSettings.of(Map.of());

        assertThat(settings.shards()).isEqualTo(4);
        assertThat(settings.producers()).isEqualTo(1);
        assertThat(settings.consumers()).isEqualTo(1);
        assertThat(settings.databaseServers()).isEqualTo(1);
        assertThat(settings.database()).isEqualTo(new EmbeddedMariaDb());
        assertThat(settings.flush()).isEqualTo(Flush.ASYNC_FLUSH);
        assertThat(settings.heap()).isEqualTo("512m");
        assertThat(settings.ports()).isEqualTo(new StackPorts(3307, 9876, 10911, 8848, 8080, 8180));
        assertThat(settings.prometheus()).isEmpty();
    }

    @Test
    void readsEverySetting() {
        var chosen = new HashMap<Setting, String>();
        chosen.put(Setting.SHARDS, "8");
        chosen.put(Setting.PRODUCERS, "2");
        chosen.put(Setting.CONSUMERS, "3");
        chosen.put(Setting.DATABASE_SERVERS, "4");
        chosen.put(Setting.MYSQLD, "/opt/mysql/bin/mysqld");
        chosen.put(Setting.FLUSH, "sync");
        chosen.put(Setting.HEAP, "1G");
        chosen.put(Setting.DATABASE_PORT, "1");
        chosen.put(Setting.NAMESERVER_PORT, "2");
        chosen.put(Setting.BROKER_PORT, "3");
        chosen.put(Setting.NACOS_PORT, "4");
        chosen.put(Setting.PRODUCER_PORT, "5");
        chosen.put(Setting.CONSUMER_PORT, "6");
        chosen.put(Setting.PROMETHEUS, "7");

        assertThat(chosen.keySet()).containsExactlyInAnyOrder(Setting.values());
        assertThat(StackSettings.of(chosen))
                .isEqualTo(new StackSettings(
                        8,
                        2,
                        3,
                        4,
                        new GivenMySql(Path.of("/opt/mysql/bin/mysqld")),
                        Flush.SYNC_FLUSH,
                        "1G",
                        new StackPorts(1, 2, 3, 4, 5, 6),
                        OptionalInt.of(7)));
    }

    @ParameterizedTest
    @CsvSource({
        "SHARDS, 0",
        "SHARDS, 33",
        "SHARDS, four",
        "SHARDS, -1",
        "SHARDS, 99999999999",
        "SHARDS, ''",
        "PRODUCERS, 0",
        "MYSQLD, bin/mysqld",
        "MYSQLD, ''",
        "CONSUMERS, 17",
        "DATABASE_SERVERS, 0",
        "FLUSH, never",
        "HEAP, 512",
        "HEAP, 0m",
        "HEAP, 512m -XX:Foo",
        "NACOS_PORT, 65536",
        "BROKER_PORT, 0",
        "PROMETHEUS, yes"
    })
    void refusesAndNamesTheOption(Setting setting, String value) {
        assertThatThrownBy(() -> StackSettings.of(Map.of(setting, value)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(setting.option())
                .hasMessageContaining("'" + value + "'")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void refusesMoreServersThanShards() {
        assertThatThrownBy(() -> StackSettings.of(Map.of(Setting.SHARDS, "2", Setting.DATABASE_SERVERS, "3")))
                .isInstanceOf(Refused.class)
                .hasMessage("--database-servers 3 is more than there are shards (2).");
    }
}
