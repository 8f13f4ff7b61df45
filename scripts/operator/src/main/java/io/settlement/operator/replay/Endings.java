package io.settlement.operator.replay;

import io.settlement.ledger.BatchId;
import io.settlement.ledger.FenceOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferStatus;
import io.settlement.ledger.shard.CommitOutcomeUnknown;
import io.settlement.ledger.shard.CommittedLeg;
import io.settlement.ledger.shard.DatabaseTrouble;
import io.settlement.ledger.shard.Ledger;
import io.settlement.ledger.shard.Parking.Stage;
import io.settlement.money.Money;
import io.settlement.sharding.SlotMap;
import io.settlement.sharding.UnmappedSlot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Ends transfers one at a time, so that one that breaks breaks nothing else: reads its row anew, takes the payee shard's
 * decision, finishes by it. Not for several threads; any number of processes may do it at once, and consumers too.
 */
public final class Endings {

    /** A commit whose outcome is unknown is called again: what stands then is the answer. */
    private static final int TRIES = 3;

    private final Ledger ledger;
    private final SlotMap slots;
    private final Decision decision;
    private final ShardPatience patience = new ShardPatience();
    private final Map<BatchId, FenceOutcome> fences = new HashMap<>();

    /** Where the payee shard's decision comes from: the credit, or a give-up. */
    @FunctionalInterface
    public interface Decision {

        /** The committed leg, in one transaction on the payee's shard. */
        List<CommittedLeg> of(ShardId payees, List<Transfer> transfers);
    }

    public Endings(Ledger ledger, SlotMap slots, Decision decision) {
        this.ledger = ledger;
        this.slots = slots;
        this.decision = decision;
    }

    /** Never throws for what is wrong with one transfer or its shards. */
    Ended end(Planned planned, Optional<BatchId> batch) {
        var id = planned.id();
        if (planned.step() == Step.DONE_BEFORE) {
            return new Ended(id, End.DONE_BEFORE, Optional.empty(), "");
        }
        if (!slots.serves(id.slot())) {
            return new Ended(id, End.UNKNOWN, Optional.empty(), "no shard serves its slot");
        }
        try {
            return patience.with(slots.shardOf(id.slot()), () -> ledger.source().find(id))
                    .map(this::end)
                    .orElseGet(() -> notStored(planned, batch));
        } catch (RuntimeException unreachable) {
            return new Ended(id, End.SHARD_UNREACHABLE, planned.amount(), Lines.reasonOf(unreachable));
        }
    }

    private Ended end(Transfer transfer) {
        if (transfer.status().isFinal()) {
            return ended(transfer, End.ALREADY_FINAL, statusOf(transfer));
        }
        var stage = Stage.CREDIT;
        try {
            var legs = decide(transfer);
            stage = Stage.FINISH;
            return finish(transfer, legs);
        } catch (UnmappedSlot nowhere) {
            return ended(transfer, End.SHARD_UNREACHABLE, "no shard serves the payee's slot");
        } catch (RuntimeException failed) {
            return DatabaseTrouble.isPoison(failed)
                    ? park(transfer, stage, failed)
                    : ended(transfer, End.SHARD_UNREACHABLE, Lines.reasonOf(failed));
        }
    }

    private List<CommittedLeg> decide(Transfer transfer) {
        var payees = slots.shardOf(transfer.instruction().destination().slot());
        return definitely(payees, () -> decision.of(payees, List.of(transfer)));
    }

    private Ended finish(Transfer transfer, List<CommittedLeg> legs) {
        var shard = slots.shardOf(transfer.id().slot());
        var moved = definitely(shard, () -> ledger.source().finish(shard, legs));
        return moved.isEmpty() ? meanwhile(shard, transfer) : moved(moved.get(0));
    }

    private static Ended moved(Transfer transfer) {
        return transfer.status() == TransferStatus.SETTLED
                ? ended(transfer, End.SETTLED, "")
                : ended(transfer, End.REVERSED, transfer.reason().orElseThrow().name());
    }

    /** Somebody else was faster, or an unknown commit of ours was one: the row says how it ended. */
    private Ended meanwhile(ShardId shard, Transfer transfer) {
        var now = definitely(shard, () -> ledger.source().find(transfer.id())).orElse(transfer);
        return now.status().isFinal()
                ? ended(now, End.ALREADY_FINAL, "ended meanwhile, " + statusOf(now))
                : ended(now, End.SHARD_UNREACHABLE, "its shard has not finished it; try again");
    }

    private <T> T definitely(ShardId shard, Supplier<T> work) {
        return patience.with(shard, () -> {
            for (int tried = 1; ; tried++) {
                try {
                    return work.get();
                } catch (CommitOutcomeUnknown unknown) {
                    if (tried == TRIES) {
                        throw unknown;
                    }
                }
            }
        });
    }

    /** As the consumer does it: what the database says of the data needs a person. */
    private Ended park(Transfer transfer, Stage stage, RuntimeException broken) {
        var reason = Lines.reasonOf(broken);
        try {
            ledger.parking().park(slots.shardOf(transfer.id().slot()), transfer.id(), stage, reason);
            return ended(transfer, End.PARKED, "at " + stage + ", " + reason);
        } catch (RuntimeException unreachable) {
            return ended(transfer, End.SHARD_UNREACHABLE, "could not be parked: " + Lines.reasonOf(unreachable));
        }
    }

    private Ended notStored(Planned planned, Optional<BatchId> batch) {
        return switch (planned.step()) {
            case ABSENT -> absent(planned, End.ABSENT, batch);
            case FENCE ->
                switch (fences.computeIfAbsent(batch.orElseThrow(), ledger.source()::fence)) {
                    case NEVER_DEBITED -> absent(planned, End.FENCED, batch);
                    case DEBITED -> absent(planned, End.ABSENT, batch);
                    case UNKNOWN -> absent(planned, End.SHARD_UNREACHABLE, batch);
                };
            default -> new Ended(planned.id(), End.UNKNOWN, Optional.empty(), "");
        };
    }

    private static Ended absent(Planned planned, End end, Optional<BatchId> batch) {
        return new Ended(planned.id(), end, Optional.<Money>empty(), "batch " + batch.orElseThrow());
    }

    private static Ended ended(Transfer transfer, End end, String detail) {
        return new Ended(transfer.id(), end, Optional.of(transfer.instruction().amount()), detail);
    }

    static String statusOf(Transfer transfer) {
        return transfer.status() + transfer.reason().map(reason -> " " + reason).orElse("");
    }
}
