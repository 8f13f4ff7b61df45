package io.settlement.consumer.settlement;

import io.settlement.consumer.settlement.Bisection.Broken;
import io.settlement.consumer.settlement.Fate.LeftOver;
import io.settlement.consumer.settlement.Fate.Why;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.shard.CommittedLeg;
import io.settlement.ledger.shard.DestinationLedger;
import io.settlement.sharding.SlotMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** The payees' side of a settlement: groups transfers by payee shard and gets a committed leg for each. */
final class CreditStage {

    private final DestinationLedger destination;
    private final SlotMap slotMap;
    private final ShardLanes lanes;
    private final SettlementMeter meter;

    CreditStage(DestinationLedger destination, SlotMap slotMap, ShardLanes lanes, SettlementMeter meter) {
        this.destination = destination;
        this.slotMap = slotMap;
        this.lanes = lanes;
        this.meter = meter;
    }

    /**
     * What the payees' shard said of one group.
     *
     * @param legs decided and committed
     * @param broken transfers that break any group they are in
     * @param rest the fate of the others
     */
    record Credited(List<CommittedLeg> legs, List<Broken<TransferId>> broken, Settlement rest) {}

    List<CommittedLeg> credit(ShardId payees, List<Transfer> transfers) {
        return meter.credit(payees, transfers.size(), () -> destination.credit(payees, transfers));
    }

    List<CommittedLeg> decided(ShardId payees, List<Transfer> transfers) {
        return destination.legs(payees, transfers);
    }

    /** One future per group; none completes exceptionally. */
    List<CompletableFuture<Credited>> start(List<Transfer> transfers, LegSource source) {
        Map<ShardId, List<Transfer>> byPayee = new TreeMap<>();
        List<TransferId> unmapped = new ArrayList<>();
        for (var transfer : transfers) {
            var slot = transfer.instruction().destination().slot();
            if (slotMap.serves(slot)) {
                byPayee.computeIfAbsent(slotMap.shardOf(slot), shard -> new ArrayList<>())
                        .add(transfer);
            } else {
                unmapped.add(transfer.id());
            }
        }
        List<CompletableFuture<Credited>> groups = new ArrayList<>();
        byPayee.forEach((shard, all) -> {
            for (int from = 0; from < all.size(); from += DestinationLedger.MAX_GROUP) {
                var group = all.subList(from, Math.min(all.size(), from + DestinationLedger.MAX_GROUP));
                groups.add(group(shard, group, source));
            }
        });
        if (!unmapped.isEmpty()) {
            var nowhere = new LeftOver(Why.SLOT_UNMAPPED, "no shard serves the slot of the payee");
            groups.add(CompletableFuture.completedFuture(left(Settlement.ofAll(unmapped, nowhere))));
        }
        return groups;
    }

    private CompletableFuture<Credited> group(ShardId shard, List<Transfer> group, LegSource source) {
        var lane = lanes.of(shard);
        return lane.submit(group.size(), () -> Bisection.of(group, part -> lane.attempt(() -> source.of(shard, part))))
                .handle((done, declined) ->
                        declined == null ? credited(group, done) : left(Failures.left(ids(group), declined)));
    }

    private Credited credited(List<Transfer> group, Bisection<Transfer, CommittedLeg> done) {
        var undecided = new HashSet<>(ids(group));
        done.results().forEach(leg -> undecided.remove(leg.transferId()));
        done.left().forEach(transfer -> undecided.remove(transfer.id()));
        done.broken().forEach(broken -> undecided.remove(broken.item().id()));
        var trouble = new LeftOver(Why.SHARD_TROUBLE, done.trouble());
        var noLeg = new LeftOver(Why.NO_LEG, "the payee's shard has decided nothing yet");
        var broken = done.broken().stream()
                .map(one -> new Broken<>(one.item().id(), one.reason()))
                .toList();
        var rest = Settlement.ofAll(ids(done.left()), trouble).and(Settlement.ofAll(undecided, noLeg));
        return new Credited(done.results(), broken, meter.counted(rest));
    }

    private Credited left(Settlement rest) {
        return new Credited(List.of(), List.of(), meter.counted(rest));
    }

    private static List<TransferId> ids(List<Transfer> transfers) {
        return transfers.stream().map(Transfer::id).toList();
    }
}
