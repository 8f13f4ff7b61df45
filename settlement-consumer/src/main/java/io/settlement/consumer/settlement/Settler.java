package io.settlement.consumer.settlement;

import io.settlement.consumer.settlement.Fate.LeftOver;
import io.settlement.consumer.settlement.Fate.Why;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.shard.SourceLedger;
import io.settlement.sharding.SlotMap;
import io.settlement.threads.Threads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles transfers that somebody names: reads which of them are still DEBITED, has them credited and finished. Who
 * names them, and how often, changes nothing; whatever is not done when a call returns is DEBITED still, or ends by
 * itself, and the sweeper names it again. Safe for any number of threads and processes.
 */
public final class Settler {

    private static final Logger log = LoggerFactory.getLogger(Settler.class);

    private final SourceLedger source;
    private final SlotMap slotMap;
    private final ShardLanes lanes;
    private final Waves waves;
    private final CreditStage credits;
    private final FinishStage finishes;
    private final SettlementMeter meter;
    private final SettlerProperties properties;
    private final Threads threads;

    Settler(
            SourceLedger source,
            SlotMap slotMap,
            ShardLanes lanes,
            Waves waves,
            CreditStage credits,
            FinishStage finishes,
            SettlementMeter meter,
            SettlerProperties properties,
            Threads threads) {
        this.source = source;
        this.slotMap = slotMap;
        this.lanes = lanes;
        this.waves = waves;
        this.credits = credits;
        this.finishes = finishes;
        this.meter = meter;
        this.properties = properties;
        this.threads = threads;
    }

    /** Credits and finishes those of the transfers that are still DEBITED. Ids that stand in no table are skipped. */
    public Settlement settle(Collection<TransferId> transfers) {
        return inSlices(transfers, credits::credit);
    }

    /** Finishes those whose legs stand already, and credits nothing: for transfers that are parked. */
    public Settlement finishDecided(Collection<TransferId> transfers) {
        return inSlices(transfers, credits::decided);
    }

    private Settlement inSlices(Collection<TransferId> transfers, LegSource legs) {
        var distinct = List.copyOf(new HashSet<>(transfers));
        List<Settlement> slices = new ArrayList<>();
        for (int from = 0; from < distinct.size(); from += properties.mostAtOnce()) {
            var slice = distinct.subList(from, Math.min(distinct.size(), from + properties.mostAtOnce()));
            slices.add(firstResults(start(slice, legs)).completedFor(slice));
        }
        return Settlement.sum(slices);
    }

    private Settlement firstResults(CompletableFuture<Settlement> started) {
        try {
            return threads.await(started, properties.longestWait());
        } catch (TimeoutException late) {
            return Settlement.NOTHING;
        } catch (ExecutionException lost) {
            log.error("a settlement was lost; the sweeper finds its transfers", lost.getCause());
            return Settlement.NOTHING;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Settlement.NOTHING;
        }
    }

    private CompletableFuture<Settlement> start(List<TransferId> transfers, LegSource legs) {
        Map<ShardId, List<TransferId>> bySource = new TreeMap<>();
        List<TransferId> unmapped = new ArrayList<>();
        for (var id : transfers) {
            if (slotMap.serves(id.slot())) {
                bySource.computeIfAbsent(slotMap.shardOf(id.slot()), shard -> new ArrayList<>())
                        .add(id);
            } else {
                unmapped.add(id);
            }
        }
        var nowhere = meter.counted(
                Settlement.ofAll(unmapped, new LeftOver(Why.SLOT_UNMAPPED, "no shard serves the slot of the id")));
        List<CompletableFuture<Opened>> reads = new ArrayList<>();
        bySource.forEach((shard, ids) -> reads.add(open(shard, ids)));
        return waves.run(reads, opened -> proceed(opened, legs)).thenApply(nowhere::and);
    }

    private CompletableFuture<Settlement> proceed(List<Opened> opened, LegSource legs) {
        var rest = Settlement.sum(opened.stream().map(Opened::rest).toList());
        var groups = credits.start(opened.stream().flatMap(o -> o.open.stream()).toList(), legs);
        return waves.run(groups, finishes::start).thenApply(rest::and);
    }

    /** What a source shard said: the transfers that are DEBITED, and the fate of the others. */
    private record Opened(List<Transfer> open, Settlement rest) {}

    private CompletableFuture<Opened> open(ShardId shard, List<TransferId> ids) {
        var lane = lanes.of(shard);
        return lane.submit(ids.size(), () -> Bisection.of(ids, part -> lane.attempt(() -> source.open(shard, part))))
                .handle((read, declined) ->
                        declined == null ? opened(ids, read) : new Opened(List.of(), Failures.left(ids, declined)))
                .thenApply(opened -> new Opened(opened.open, meter.counted(opened.rest)));
    }

    private static Opened opened(List<TransferId> ids, Bisection<TransferId, Transfer> read) {
        var silent = new HashSet<>(ids);
        read.results().forEach(transfer -> silent.remove(transfer.id()));
        read.left().forEach(silent::remove);
        read.broken().forEach(broken -> silent.remove(broken.item()));
        var parts = List.of(
                Settlement.ofAll(silent, new Fate.NotOpen()),
                Settlement.ofAll(read.left(), new LeftOver(Why.SHARD_TROUBLE, read.trouble())),
                Settlement.sum(read.broken().stream()
                        .map(broken ->
                                Settlement.ofAll(List.of(broken.item()), new LeftOver(Why.UNREADABLE, broken.reason())))
                        .toList()));
        return new Opened(read.results(), Settlement.sum(parts));
    }
}
