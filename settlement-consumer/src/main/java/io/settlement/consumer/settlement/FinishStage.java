package io.settlement.consumer.settlement;

import io.settlement.consumer.settlement.Bisection.Broken;
import io.settlement.consumer.settlement.CreditStage.Credited;
import io.settlement.consumer.settlement.Fate.LeftOver;
import io.settlement.consumer.settlement.Fate.Why;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferStatus;
import io.settlement.ledger.shard.CommittedLeg;
import io.settlement.ledger.shard.Parking;
import io.settlement.ledger.shard.Parking.Stage;
import io.settlement.ledger.shard.SourceLedger;
import io.settlement.sharding.SlotMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The payers' side of a settlement: one finish per source shard for all legs of a wave, and parking of what broke. The
 * legs are the payee shards' own committed answers; there is no other way to get one.
 */
final class FinishStage {

    private static final Logger log = LoggerFactory.getLogger(FinishStage.class);

    private final SourceLedger source;
    private final Parking parking;
    private final SlotMap slotMap;
    private final ShardLanes lanes;
    private final SettlementMeter meter;

    FinishStage(SourceLedger source, Parking parking, SlotMap slotMap, ShardLanes lanes, SettlementMeter meter) {
        this.source = source;
        this.parking = parking;
        this.slotMap = slotMap;
        this.lanes = lanes;
        this.meter = meter;
    }

    /** Never completes exceptionally. */
    CompletableFuture<Settlement> start(List<Credited> wave) {
        List<CompletableFuture<Settlement>> parts = new ArrayList<>();
        wave.forEach(credited -> parts.add(CompletableFuture.completedFuture(credited.rest())));
        var legs = wave.stream().flatMap(credited -> credited.legs().stream()).toList();
        var broken =
                wave.stream().flatMap(credited -> credited.broken().stream()).toList();
        bySource(legs, CommittedLeg::transferId).forEach((shard, part) -> parts.add(finish(shard, part)));
        bySource(broken, Broken::item).forEach((shard, part) -> parts.add(submitParking(shard, part, Stage.CREDIT)));
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(done -> Settlement.sum(
                        parts.stream().map(CompletableFuture::join).toList()));
    }

    private CompletableFuture<Settlement> finish(ShardId shard, List<CommittedLeg> legs) {
        var lane = lanes.of(shard);
        return lane.submit(legs.size(), () -> finishNow(lane, legs))
                .exceptionally(declined -> Failures.left(ids(legs), declined))
                .thenApply(meter::counted);
    }

    private Settlement finishNow(ShardLane lane, List<CommittedLeg> legs) {
        var shard = lane.shard();
        var done = Bisection.of(
                legs, part -> lane.attempt(() -> meter.finish(shard, part.size(), () -> source.finish(shard, part))));
        Map<TransferId, Fate> fates = new HashMap<>();
        legs.forEach(leg -> fates.put(leg.transferId(), new Fate.NotOpen()));
        done.results().forEach(transfer -> fates.put(transfer.id(), fateOf(transfer)));
        done.left().forEach(leg -> fates.put(leg.transferId(), new LeftOver(Why.SHARD_TROUBLE, done.trouble())));
        for (var broken : done.broken()) {
            var id = broken.item().transferId();
            fates.put(id, park(lane, new Broken<>(id, broken.reason()), Stage.FINISH));
        }
        return new Settlement(fates);
    }

    private static Fate fateOf(Transfer moved) {
        return moved.status() == TransferStatus.SETTLED
                ? new Fate.Settled()
                : new Fate.Reversed(moved.reason().orElseThrow());
    }

    private CompletableFuture<Settlement> submitParking(ShardId shard, List<Broken<TransferId>> broken, Stage stage) {
        var lane = lanes.of(shard);
        var transfers = broken.stream().map(Broken::item).toList();
        return lane.submit(
                        broken.size(),
                        () -> new Settlement(
                                broken.stream().collect(Collectors.toMap(Broken::item, one -> park(lane, one, stage)))))
                .exceptionally(declined ->
                        Settlement.ofAll(transfers, new LeftOver(Why.NOT_PARKED, Bisection.reasonOf(declined))))
                .thenApply(meter::counted);
    }

    private Fate park(ShardLane lane, Broken<TransferId> broken, Stage stage) {
        try {
            return lane.attempt(() -> {
                parking.park(lane.shard(), broken.item(), stage, broken.reason());
                log.error("transfer {} is parked at {}: {}", broken.item(), stage, broken.reason());
                return new Fate.Parked(stage, broken.reason());
            });
        } catch (RuntimeException unreachable) {
            return new LeftOver(Why.NOT_PARKED, Bisection.reasonOf(unreachable));
        }
    }

    private <T> Map<ShardId, List<T>> bySource(List<T> items, Function<T, TransferId> idOf) {
        return items.stream()
                .collect(Collectors.groupingBy(
                        item -> slotMap.shardOf(idOf.apply(item).slot()), TreeMap::new, Collectors.toList()));
    }

    private static List<TransferId> ids(List<CommittedLeg> legs) {
        return legs.stream().map(CommittedLeg::transferId).toList();
    }
}
