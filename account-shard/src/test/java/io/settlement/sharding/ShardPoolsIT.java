package io.settlement.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.ledger.ShardId;
import io.settlement.testing.LedgerFixture;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a connection of the pools has become of its settings: the driver says nothing of one that it has not understood. */
@Timeout(60)
class ShardPoolsIT {

    private static LedgerFixture fixture;
    private static DataSource shard;

    @BeforeAll
    static void startShards() {
        fixture = LedgerFixture.of(1);
        shard = fixture.node().database().physical().get(new ShardId(0));
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void givesUpAServerThatDoesNotAnswer() throws SQLException {
        try (var connection = shard.getConnection();
                var statement = connection.createStatement()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(8_000);
            long begin = System.nanoTime();
            assertThatThrownBy(() -> statement.execute("DO SLEEP(30)")).isInstanceOf(SQLException.class);
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isBetween(7_500L, 20_000L);
        }
    }

    @Test
    void leavesWhatTheUrlSays() throws SQLException {
        try (var node = fixture.node(fixture.properties("&socketTimeout=700"));
                var connection = node.database().physical().get(new ShardId(0)).getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(700);
        }
    }

    @Test
    void handsTheDriverEverySettingAsText() {
        try (var pool = ShardPools.open(
                "settings", new ShardingProperties.Database("jdbc:mysql://127.0.0.1:1/none", "", ""), 1)) {
            assertThat(pool.getDataSourceProperties())
                    .isNotEmpty()
                    .allSatisfy(
                            (name, value) -> assertThat(value).as("%s", name).isInstanceOf(String.class));
        }
    }
}
