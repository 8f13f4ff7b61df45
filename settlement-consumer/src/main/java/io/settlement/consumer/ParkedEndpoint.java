package io.settlement.consumer;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.shard.Ledger;
import io.settlement.ledger.shard.Parking;
import io.settlement.sharding.ShardedDatabase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
     * @param more where the list goes on, {@code ?shard=0&after=123}; empty where it ends
     * @param trouble why the shard could not be asked; empty where it was
     */
    record OnShard(int shard, List<Line> parked, String more, String trouble) {}

    /** One parked transfer; the id as a string, for JavaScript rounds numbers of 63 bits. */
    record Line(String transferId, String stage, String reason, Instant parkedAt) {}

    /** @param shard that one only, or all; {@code after} the last transfer id of the page before */
    @ReadOperation
    List<OnShard> parked(@Nullable Integer shard, @Nullable Long after) {
        return database.slotMap().shards().stream()
                .filter(each -> shard == null || each.number() == shard)
                .map(each -> onShard(each, after == null ? 0 : after))
                .toList();
    }

    private OnShard onShard(ShardId shard, long after) {
        try {
            var lines = parking.list(shard, after).stream()
                    .map(ParkedEndpoint::line)
                    .toList();
            return new OnShard(shard.number(), lines, more(shard, lines), "");
        } catch (RuntimeException unreachable) {
            return new OnShard(shard.number(), List.of(), "", String.valueOf(unreachable.getMessage()));
        }
    }

    private static String more(ShardId shard, List<Line> lines) {
        return lines.size() < Parking.MOST_LISTED
                ? ""
                : "?shard=" + shard.number() + "&after="
                        + lines.get(lines.size() - 1).transferId();
    }

    private static Line line(Parking.Parked parked) {
        return new Line(parked.transferId().toString(), parked.stage().name(), parked.reason(), parked.parkedAt());
    }
}
