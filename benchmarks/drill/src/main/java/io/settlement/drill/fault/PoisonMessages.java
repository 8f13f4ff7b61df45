package io.settlement.drill.fault;

import io.settlement.contract.TransfersDebited;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Slot;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Bodies as nobody should send them, and notices of what never was or is over. */
final class PoisonMessages {

    private static final String LATEST = "SELECT transfer_id FROM transfer ORDER BY transfer_id DESC LIMIT 200";

    private static final int TOO_LONG = 64 * 1024;

    private PoisonMessages() {}

    static List<byte[]> among(Map<ShardId, DataSource> shards) throws SQLException {
        var bodies = new ArrayList<byte[]>();
        Stream.of(
                        "{}",
                        "not json at all",
                        "{\"version\":2,\"batchId\":\"1\",\"transferIds\":[\"2\"]}",
                        "{\"version\":1,\"batchId\":\"1\",\"transferIds\":[]}",
                        "{\"version\":1,\"batchId\":\"1\",\"transferIds\":[\"99999999999999999999\"]}",
                        "{\"version\":1,\"batchId\":\"1\",\"transferIds\":[\"2\"],\"amount\":\"1000000.00\"}",
                        "x".repeat(TOO_LONG))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .forEach(bodies::add);
        bodies.add(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        for (var transfers : latest(shards)) {
            var notice = new TransfersDebited(transfers.get(0), transfers).toJson();
            bodies.add(notice);
            bodies.add(notice);
            bodies.add(new TransfersDebited(1, neighboursOf(transfers)).toJson());
        }
        return bodies;
    }

    private static List<List<Long>> latest(Map<ShardId, DataSource> shards) throws SQLException {
        var all = new ArrayList<List<Long>>();
        for (var shard : shards.values()) {
            var ids = new ArrayList<Long>();
            try (var connection = shard.getConnection();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(LATEST)) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
            if (!ids.isEmpty()) {
                all.add(ids);
            }
        }
        return all;
    }

    /** Ids that nobody has: of other slots, and of the slots of shards that there are not. */
    private static List<Long> neighboursOf(List<Long> transfers) {
        return transfers.stream()
                .flatMap(id -> Stream.of(id + Slot.COUNT * 3L, id / Slot.COUNT * Slot.COUNT + Slot.COUNT - 1))
                .distinct()
                .toList();
    }
}
