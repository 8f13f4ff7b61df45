package io.settlement.operator.replay;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.shard.Ledger;
import io.settlement.ledger.shard.OpenWork.OpenBatch;
import io.settlement.ledger.shard.Parking;
import io.settlement.operator.input.Refused;
import io.settlement.sharding.TimeSortedIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the transfers that are still DEBITED, shard by shard and page by page, from open batches or from parking. */
public final class OpenTransfers {

    private static final int BATCHES_OF_A_PAGE = 16;

    private final Ledger ledger;
    private final Wanted wanted;
    private final List<TransferId> found = new ArrayList<>();
    private final Map<ShardId, String> notAsked = new LinkedHashMap<>();

    /**
     * Which of them.
     *
     * @param parkedOnly whether only those that were set aside
     * @param shards where the payers are
     * @param since accepted then or later, by the clock of the producer that took them
     * @param until accepted before
     * @param most more than so many are refused
     */
    public record Wanted(boolean parkedOnly, Collection<ShardId> shards, Instant since, Instant until, int most) {

        private boolean takes(TransferId id) {
            var accepted = TimeSortedIds.timeOf(id.value());
            return !accepted.isBefore(since) && accepted.isBefore(until);
        }
    }

    public OpenTransfers(Ledger ledger, Wanted wanted) {
        this.ledger = ledger;
        this.wanted = wanted;
    }

    /** @throws Refused where more match than are wanted */
    public List<TransferId> find() {
        for (var shard : wanted.shards()) {
            try {
                if (wanted.parkedOnly()) {
                    findParked(shard);
                } else {
                    findOpen(shard);
                }
            } catch (Refused tooMany) {
                throw tooMany;
            } catch (RuntimeException unreachable) {
                notAsked.put(shard, Lines.reasonOf(unreachable));
            }
        }
        return List.copyOf(found);
    }

    /** The shards that could not be read to the end, and why: what is open there is not in the selection. */
    public Map<ShardId, String> notAsked() {
        return Map.copyOf(notAsked);
    }

    private void findOpen(ShardId shard) {
        long after = 0;
        List<OpenBatch> page;
        do {
            page = ledger.openWork().open(shard, after, BATCHES_OF_A_PAGE);
            for (var batch : page) {
                addOpen(shard, batch.transfers());
                after = batch.id().value();
            }
        } while (page.size() == BATCHES_OF_A_PAGE);
    }

    private void findParked(ShardId shard) {
        long after = 0;
        List<Parking.Parked> page;
        do {
            page = ledger.parking().list(shard, after);
            addOpen(shard, page.stream().map(Parking.Parked::transferId).toList());
            after = page.isEmpty()
                    ? after
                    : page.get(page.size() - 1).transferId().value();
        } while (page.size() == Parking.MOST_LISTED);
    }

    /** A batch names what it debited; what has ended since is left out. */
    private void addOpen(ShardId shard, List<TransferId> ids) {
        var wantedIds = ids.stream().filter(wanted::takes).toList();
        if (wantedIds.isEmpty()) {
            return;
        }
        found.addAll(ledger.source().open(shard, wantedIds).stream()
                .map(Transfer::id)
                .sorted()
                .toList());
        if (found.size() > wanted.most()) {
            throw new Refused("more than " + wanted.most() + " transfers match; narrow them down with --shard, --since,"
                    + " --until, or raise --limit.");
        }
    }
}
