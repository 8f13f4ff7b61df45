package io.settlement.sharding;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import javax.sql.DataSource;

/** Reads and seeds shard_head: who a database says it is. */
final class ShardHeads {

    private static final String READ = "SELECT cluster_id, map_digest FROM shard_head WHERE shard_id = ?";
    private static final String OTHER = "SELECT shard_id FROM shard_head LIMIT 1";
    private static final String SEED =
            "INSERT INTO shard_head (shard_id, slot, cluster_id, map_digest, entry_no) VALUES (?, ?, ?, ?, 0)";

    private ShardHeads() {}

    /** @throws SQLException where the database cannot be asked at all */
    static ShardState check(DataSource database, ShardHead expected) throws SQLException {
        try (var connection = database.getConnection();
                var read = connection.prepareStatement(READ)) {
            read.setInt(1, expected.shard().number());
            try (var rows = read.executeQuery()) {
                if (!rows.next()) {
                    return ShardState.refused(whoElse(connection));
                }
                if (!expected.clusterId().equals(rows.getString(1))) {
                    return ShardState.refused("its shard_head belongs to another cluster");
                }
                return expected.mapDigest().equals(rows.getString(2))
                        ? ShardState.up()
                        : ShardState.refused("its shard_head was written for another slot map");
            }
        } catch (SQLSyntaxErrorException noSuchTable) {
            return ShardState.refused("it has no shard_head table: not migrated");
        }
    }

    static void seed(DataSource database, ShardHead head) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(SEED)) {
            insert.setInt(1, head.shard().number());
            insert.setInt(2, head.shard().pinnedSlot().number());
            insert.setString(3, head.clusterId());
            insert.setString(4, head.mapDigest());
            insert.executeUpdate();
        }
    }

    private static String whoElse(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(OTHER)) {
            return rows.next()
                    ? "it is the database of shard " + rows.getInt(1)
                    : "its shard_head is empty: migrated, but never initialised";
        }
    }
}
