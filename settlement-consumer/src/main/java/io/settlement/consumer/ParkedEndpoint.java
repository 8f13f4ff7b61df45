package io.settlement.consumer;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.shard.Ledger;
import io.settlement.ledger.shard.Parking;
import io.settlement.sharding.ShardedDatabase;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** {@code GET /actuator/parked}: the transfers that broke and were set aside, shard by shard. */
@Component
@Endpoint(id = "parked")
class ParkedEndpoint {

    private final Parking parking;
    private final ShardedDatabase database;

    ParkedEndpoint(Ledger ledger, ShardedDatabase database) {
        this.parking = ledger.parking();
        this.database = database;
    }

    /**
     * What is parked on one shard.
     *
     * @param trouble why the shard could not be asked; empty where it was
     */
    record OnShard(int shard, List<Line> parked, String trouble) {}

    /** One parked transfer; the id as a string, for JavaScript rounds numbers of 63 bits. */
    record Line(String transferId, String stage, String reason, Instant parkedAt) {}

    @ReadOperation
    List<OnShard> parked() {
        return database.slotMap().shards().stream().map(this::onShard).toList();
    }

    private OnShard onShard(ShardId shard) {
        try {
            var lines = parking.list(shard).stream().map(ParkedEndpoint::line).toList();
            return new OnShard(shard.number(), lines, "");
        } catch (RuntimeException unreachable) {
            return new OnShard(shard.number(), List.of(), String.valueOf(unreachable.getMessage()));
        }
    }

    private static Line line(Parking.Parked parked) {
        return new Line(parked.transferId().toString(), parked.stage().name(), parked.reason(), parked.parkedAt());
    }
}
