package io.settlement.producer.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.shard.Parking.Parked;
import io.settlement.watch.SharedLook.Seen;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** What is parked, shard by shard. */
@Schema(name = "ParkedTransfers")
record ParkedView(List<OnShard> shards) {

    private static final int MOST_SHOWN = 100;

    /** One shard; {@code more} where the list goes on. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ParkedOnShard")
    record OnShard(int shard, String trouble, List<Item> parked, boolean more) {

        static OnShard of(ShardId shard, Seen<List<Parked>> seen) {
            var all = seen.part().orElse(List.of());
            return new OnShard(
                    shard.number(),
                    seen.part().isPresent() ? null : seen.trouble(),
                    all.stream().limit(MOST_SHOWN).map(Item::of).toList(),
                    all.size() > MOST_SHOWN);
        }
    }

    /** One transfer, with the database's own words. */
    @Schema(name = "ParkedTransfer")
    record Item(String transferId, String stage, String reason, String parkedAt) {

        static Item of(Parked parked) {
            return new Item(
                    parked.transferId().toString(),
                    parked.stage().name(),
                    parked.reason(),
                    DateTimeFormatter.ISO_INSTANT.format(parked.parkedAt()));
        }
    }

    static ParkedView of(Map<ShardId, Seen<List<Parked>>> seen) {
        return new ParkedView(seen.entrySet().stream()
                .map(each -> OnShard.of(each.getKey(), each.getValue()))
                .toList());
    }
}
