package io.settlement.ledger.shard;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.LegOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferHistory;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferKind;
import io.settlement.ledger.TransferStatus;
import io.settlement.ledger.TransferStep;
import io.settlement.ledger.TransferStep.Kind;
import io.settlement.sharding.ShardedDatabase;
import io.settlement.sharding.TimeSortedIds;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what has happened to a transfer: first on the payer's shard, then on the payee's, one transaction each. In this
 * order the answer is never wrong, only late: a leg may stand already that the payer's shard has not heard of. Safe for
 * any number of threads.
 */
public final class TransferHistories {

    private static final Logger log = LoggerFactory.getLogger(TransferHistories.class);

    private static final Optional<String> BROKE_AT_FINISH = Optional.of(Parking.Stage.FINISH.name());

    private final ShardTransactions transactions;
    private final ShardedDatabase database;
    private final SilentShards silent;

    TransferHistories(ShardTransactions transactions, ShardedDatabase database, Clock clock) {
        this.transactions = transactions;
        this.database = database;
        this.silent = new SilentShards(clock);
    }

    /** @throws io.settlement.sharding.UnmappedSlot for an id that no shard of the map can have made */
    public Optional<TransferHistory> find(TransferId id) {
        var shard = database.shardOf(id.slot());
        return transactions
                .read(shard, session -> source(session, TransferRow.findWhole(session, id)))
                .map(this::withLeg);
    }

    /** The transfer stored under a key. Committed rows only; absence promises nothing. */
    public Optional<TransferHistory> find(KeyOfAccount key) {
        var shard = database.shardOf(key.account().slot());
        return transactions
                .read(shard, session -> source(session, TransferRow.findWhole(session, key)))
                .map(this::withLeg);
    }

    /** What the payer's shard knows. */
    private record Source(
            Transfer transfer, List<TransferStep> begin, Optional<TransferStep> parked, Optional<TransferStep> end) {}

    private static Optional<Source> source(LedgerSession session, Optional<TransferRow.Whole> found)
            throws SQLException {
        return found.isEmpty() ? Optional.empty() : Optional.of(source(session, found.get()));
    }

    private static Source source(LedgerSession session, TransferRow.Whole row) throws SQLException {
        var transfer = row.transfer();
        long debitTxn = transfer.debitTxn().value();
        var txnIds = Stream.concat(Stream.of(debitTxn), row.finishTxn().stream())
                .distinct()
                .toList();
        var entries = RecordedEntries.read(session, txnIds);
        var parked =
                transfer.status().isFinal() ? Optional.<TransferStep>empty() : JdbcParking.step(session, transfer.id());
        var end = row.finishTxn()
                .map(txn -> step(kindOf(transfer.status()), entries.of(txn), session.shard(), reason(transfer)));
        return new Source(transfer, begin(transfer, entries.of(debitTxn), session.shard()), parked, end);
    }

    /** Ids of one burst run ahead of the clock by some milliseconds; nobody is accepted after being debited. */
    private static List<TransferStep> begin(Transfer transfer, RecordedEntries.Entry debit, ShardId shard) {
        var made = TimeSortedIds.timeOf(transfer.id().value());
        var at = made.isBefore(debit.at()) ? made : debit.at();
        var accepted = new TransferStep(Kind.ACCEPTED, at, shard, Optional.empty(), Optional.empty());
        if (transfer.status() == TransferStatus.REJECTED) {
            return List.of(accepted, step(Kind.REJECTED, debit, shard, reason(transfer)));
        }
        return touchesOneShard(transfer)
                ? List.of(accepted)
                : List.of(accepted, step(Kind.DEBITED, debit, shard, Optional.empty()));
    }

    private TransferHistory withLeg(Source source) {
        var transfer = source.transfer();
        if (touchesOneShard(transfer) || transfer.status() == TransferStatus.REJECTED) {
            return history(source, Optional.empty(), Optional.empty());
        }
        var payees = payeesShard(transfer);
        if (!silent.mayBeAsked(payees)) {
            return history(source, Optional.empty(), Optional.of(payees));
        }
        try {
            var leg = transactions.read(payees, session -> leg(session, transfer));
            silent.answered(payees);
            return history(source, leg, Optional.empty());
        } catch (RuntimeException trouble) {
            if (DatabaseTrouble.isPoison(trouble)) {
                throw trouble;
            }
            silent.silent(payees);
            log.warn("the leg of transfer {} on {} cannot be read: {}", transfer.id(), payees, trouble.toString());
            return history(source, Optional.empty(), Optional.of(payees));
        }
    }

    private static Optional<TransferStep> leg(LedgerSession session, Transfer transfer) throws SQLException {
        var leg = CreditLegRow.find(session, List.of(transfer)).get(transfer.id());
        if (leg == null) {
            return Optional.empty();
        }
        var kind = leg.outcome() == LegOutcome.CREDITED ? Kind.CREDITED : Kind.REFUSED;
        var entry = RecordedEntries.read(session, List.of(leg.txnId())).of(leg.txnId());
        return Optional.of(step(kind, entry, session.shard(), leg.reason().map(Enum::name)));
    }

    private static TransferHistory history(Source source, Optional<TransferStep> leg, Optional<ShardId> unread) {
        List<TransferStep> steps = new ArrayList<>(source.begin());
        boolean brokeAfterLeg = source.parked().flatMap(TransferStep::detail).equals(BROKE_AT_FINISH);
        (brokeAfterLeg ? Stream.of(leg, source.parked()) : Stream.of(source.parked(), leg))
                .flatMap(Optional::stream)
                .forEach(steps::add);
        source.end().ifPresent(steps::add);
        return new TransferHistory(source.transfer(), steps, unread);
    }

    private static Kind kindOf(TransferStatus finished) {
        return finished == TransferStatus.SETTLED ? Kind.SETTLED : Kind.REVERSED;
    }

    private static boolean touchesOneShard(Transfer transfer) {
        return transfer.instruction().kind() != TransferKind.TRANSFER;
    }

    private ShardId payeesShard(Transfer transfer) {
        AccountId payee = transfer.instruction().destination();
        return database.shardOf(payee.slot());
    }

    private static Optional<String> reason(Transfer transfer) {
        return transfer.reason().map(Enum::name);
    }

    private static TransferStep step(Kind kind, RecordedEntries.Entry entry, ShardId shard, Optional<String> detail) {
        return new TransferStep(kind, entry.at(), shard, detail, Optional.of(entry.number()));
    }
}
