package io.settlement.sharding;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the databases are. Bound from {@code settlement.sharding}.
 *
 * @param clusterId the 32 hexadecimal digits that init-shard wrote into every shard_head
 * @param slotMap see {@link SlotMap}
 * @param control the settlement_control database
 * @param shards shard databases, in the order of their numbers, 0 first
 * @param poolSize connections per shard and process
 */
@ConfigurationProperties(ShardingProperties.PREFIX)
public record ShardingProperties(
        String clusterId, String slotMap, Database control, List<Database> shards, int poolSize) {

    public static final String PREFIX = "settlement.sharding";

    public ShardingProperties {
        require(clusterId != null && clusterId.matches("[0-9a-f]{32}"), "cluster-id must be 32 hexadecimal digits");
        require(control != null, "control.jdbc-url is missing");
        require(shards != null && !shards.isEmpty(), "shards[0].jdbc-url is missing");
        require(poolSize >= 0 && poolSize <= 200, "pool-size must be from 1 to 200");
        shards = List.copyOf(shards);
        poolSize = poolSize == 0 ? 8 : poolSize;
        var mapped = SlotMap.parse(slotMap == null ? "" : slotMap).shards();
        require(
                mapped.size() == shards.size(),
                "slot-map names " + mapped.size() + " shards, but shards lists " + shards.size());
        int last = mapped.get(mapped.size() - 1).number();
        require(last == shards.size() - 1, "slot-map must number its shards from 0 without a gap, found " + last);
    }

    /** One MySQL or MariaDB database reached with Connector/J. */
    public record Database(String jdbcUrl, String username, String password) {

        public Database {
            require(jdbcUrl != null && jdbcUrl.startsWith("jdbc:mysql:"), "jdbc-url must start with jdbc:mysql:");
            require(username != null, "username is missing");
            require(password != null, "password is missing");
        }

        /** Without the password, so that a log line never shows it. */
        @Override
        public String toString() {
            return username + "@" + jdbcUrl;
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(PREFIX + ": " + message);
        }
    }
}
