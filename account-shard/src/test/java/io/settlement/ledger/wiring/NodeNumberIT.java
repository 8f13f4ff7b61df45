package io.settlement.ledger.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.faults.Direction;
import io.settlement.faults.MySqlFaultProxy;
import io.settlement.ledger.ShardId;
import io.settlement.sharding.ShardSetup;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.ShardingProperties.Database;
import io.settlement.sharding.TimeSortedIds;
import io.settlement.testing.LedgerFixture;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** settlement_control takes connections and then says nothing: what a dropped route or a hung server looks like. */
@Timeout(60)
class NodeNumberIT {

    private static final Duration SECONDS = Duration.ofSeconds(6);

    @Test
    void holdsUpNoProcessForLongWhoseControlDatabaseIsSilent() {
        try (var fixture = LedgerFixture.of(1);
                var proxy = MySqlFaultProxy.to(fixture.serverOf(new ShardId(0)))) {
            var properties = behind(proxy, fixture);
            try (var leased = NodeNumber.lease(properties, "before")) {
                assertThat(leased.value()).as("the first number that is free").isZero();
            }
            proxy.link().stall(Direction.SERVER_TO_CLIENT);
            var start = Instant.now();
            try (var byChance = NodeNumber.lease(properties, "now")) {
                assertThat(byChance.value()).isBetween(0, TimeSortedIds.NODES - 1);
            }
            assertThat(Duration.between(start, Instant.now())).isLessThan(SECONDS);

            var beforeSetup = Instant.now();
            assertThatThrownBy(() -> new ShardSetup(properties).migrate()).isNotNull();
            assertThatThrownBy(() -> new ShardSetup(properties).initialiseShards())
                    .isNotNull();
            assertThat(Duration.between(beforeSetup, Instant.now())).isLessThan(SECONDS.multipliedBy(2));
        }
    }

    private static ShardingProperties behind(MySqlFaultProxy proxy, LedgerFixture fixture) {
        var direct = fixture.control();
        var control = new Database(
                direct.jdbcUrl().replaceFirst(":\\d+/", ":" + proxy.port() + "/"),
                direct.username(),
                direct.password());
        var given = fixture.properties();
        return new ShardingProperties(given.clusterId(), given.slotMap(), control, given.shards(), 1);
    }
}
