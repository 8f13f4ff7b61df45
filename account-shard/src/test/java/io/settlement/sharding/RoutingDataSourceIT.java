package io.settlement.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.testing.LedgerFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every outage of a shard leaves a routing data source behind, with threads and a metadata store of its own. */
@Timeout(60)
class RoutingDataSourceIT {

    private static LedgerFixture fixture;
    private static ShardedDatabase database;

    @BeforeAll
    static void startShards() {
        fixture = LedgerFixture.of(2);
        database = fixture.node().database();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void closesWhatItHasReplacedAfterTheGrace() throws SQLException {
        var routing = new RoutingDataSource(fixture.slotMap(), Duration.ZERO);
        for (int outage = 0; outage < 3; outage++) {
            routing.routeTo(database.physical());
        }
        assertThat(routing.open()).isEqualTo(3);
        routing.closeReplaced();
        assertThat(routing.open()).isEqualTo(1);
        try (var connection = routing.getConnection()) {
            assertThat(accounts(connection)).isZero();
        }
        routing.close();
        assertThat(routing.open()).isZero();
    }

    @Test
    void leavesTheTransactionsOnWhatItHasReplacedTheirTime() throws SQLException {
        var routing = new RoutingDataSource(fixture.slotMap(), Duration.ofHours(1));
        routing.routeTo(database.physical());
        try (var connection = routing.getConnection()) {
            connection.setAutoCommit(false);
            accounts(connection);
            routing.routeTo(database.physical());
            routing.closeReplaced();
            assertThat(routing.open()).isEqualTo(2);
            assertThat(accounts(connection)).isZero();
            connection.commit();
        }
        routing.close();
    }

    private static long accounts(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM account WHERE slot = 1")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
