package io.settlement.operator.replay;

import io.settlement.ledger.BatchId;
import io.settlement.ledger.LegOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Slot;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.shard.DestinationLedger;
import io.settlement.ledger.shard.LegForecast;
import io.settlement.ledger.shard.SourceLedger;
import io.settlement.sharding.SlotMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Foretells what a run would do to each selected transfer: reads rows on the payers' shards, legs and accounts on the
 * payees', each statement for few ids on one shard, without a lock. One use.
 */
public final class Forecast {

    private static final int IDS_AT_ONCE = 128;

    private final SourceLedger source;
    private final DestinationLedger destination;
    private final SlotMap slots;
    private final Purpose purpose;
    private final Map<TransferId, Planned> planned = new HashMap<>();
    private final Map<TransferId, String> notRead = new HashMap<>();
    private final Set<BatchId> debited = new HashSet<>();

    /** What the run is for. */
    public enum Purpose {
        /** Credit, or finish what is decided. */
        REPLAY,
        /** The same, and fence the batches of notices that name nothing. */
        REPLAY_HALVES,
        /** Refuse what is not decided. */
        GIVE_UP
    }

    public Forecast(SourceLedger source, DestinationLedger destination, SlotMap slots, Purpose purpose) {
        this.source = source;
        this.destination = destination;
        this.slots = slots;
        this.purpose = purpose;
    }

    /** @param done ids that an earlier run has ended */
    public List<Planned> of(Selected selected, Set<TransferId> done) {
        done.forEach(id -> planned.put(id, Planned.without(id, Step.DONE_BEFORE, "")));
        var left = selected.ids().stream().filter(id -> !done.contains(id)).toList();
        byShard(left, TransferId::slot).forEach((shard, ids) -> pages(ids).forEach(page -> readSource(shard, page)));
        return selected.ids().stream()
                .map(id -> planned.containsKey(id) ? planned.get(id) : notFound(id, selected))
                .toList();
    }

    private void readSource(ShardId shard, List<TransferId> ids) {
        try {
            var rows = source.stored(shard, ids);
            rows.forEach(row -> debited.add(row.debitTxn()));
            rows.stream()
                    .filter(row -> row.status().isFinal())
                    .forEach(row -> planned.put(row.id(), Planned.of(row, Step.NOTHING, Endings.statusOf(row))));
            var open = rows.stream().filter(row -> !row.status().isFinal()).toList();
            byShard(open, row -> row.instruction().destination().slot()).forEach(this::readDestination);
            open.stream()
                    .filter(row -> !planned.containsKey(row.id()))
                    .forEach(row ->
                            planned.put(row.id(), Planned.of(row, Step.TRY, "no shard serves the payee's slot")));
        } catch (RuntimeException unreachable) {
            ids.forEach(id -> notRead.put(id, Lines.reasonOf(unreachable)));
        }
    }

    private void readDestination(ShardId shard, List<Transfer> transfers) {
        try {
            Map<TransferId, LegForecast> legs = destination.forecast(shard, transfers).stream()
                    .collect(Collectors.toMap(LegForecast::transferId, Function.identity()));
            transfers.forEach(transfer -> planned.put(transfer.id(), plan(transfer, legs.get(transfer.id()))));
        } catch (RuntimeException unreachable) {
            transfers.forEach(transfer -> planned.put(
                    transfer.id(), Planned.of(transfer, Step.TRY, shard + ": " + Lines.reasonOf(unreachable))));
        }
    }

    private Planned plan(Transfer transfer, LegForecast leg) {
        if (leg.stands() && leg.outcome() == LegOutcome.CREDITED) {
            return Planned.of(transfer, Step.FINISH, "");
        }
        if (leg.stands()) {
            return Planned.of(
                    transfer,
                    Step.REVERSE,
                    "the payee's shard has refused it, " + leg.reason().orElseThrow());
        }
        if (purpose == Purpose.GIVE_UP) {
            return Planned.of(transfer, Step.GIVE_UP, "");
        }
        return leg.outcome() == LegOutcome.CREDITED
                ? Planned.of(transfer, Step.CREDIT, "")
                : Planned.of(
                        transfer,
                        Step.REVERSE,
                        "the payee's shard would refuse it now, " + leg.reason().orElseThrow());
    }

    private Planned notFound(TransferId id, Selected selected) {
        if (notRead.containsKey(id)) {
            return Planned.without(id, Step.TRY, notRead.get(id));
        }
        var batch = selected.batchOf(id);
        if (batch.isPresent() && debited.contains(batch.get())) {
            return Planned.without(id, Step.ABSENT, "batch " + batch.get());
        }
        return batch.isPresent() && purpose == Purpose.REPLAY_HALVES
                ? Planned.without(id, Step.FENCE, "batch " + batch.get())
                : Planned.without(id, Step.UNKNOWN, "");
    }

    /** Leaves out what no shard of the map can hold: an id that is nobody's, a payee that nobody serves. */
    private <T> Map<ShardId, List<T>> byShard(List<T> items, Function<T, Slot> slotOf) {
        return items.stream()
                .filter(item -> slots.serves(slotOf.apply(item)))
                .collect(Collectors.groupingBy(
                        item -> slots.shardOf(slotOf.apply(item)), TreeMap::new, Collectors.toList()));
    }

    private static <T> List<List<T>> pages(List<T> items) {
        return IntStream.iterate(0, from -> from < items.size(), from -> from + IDS_AT_ONCE)
                .mapToObj(from -> items.subList(from, Math.min(items.size(), from + IDS_AT_ONCE)))
                .toList();
    }
}
