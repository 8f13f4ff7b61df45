package io.settlement.ledger.shard;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.IdempotencyKey;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferKind;
import io.settlement.ledger.TransferStatus;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How transfers stand in their table. */
final class TransferRow {

    private static final String COLUMNS = "transfer_id, kind, status, reason, key_account, idem_key, source_account_id,"
            + " destination_account_id, amount, currency, reference, debit_txn";

    private static final RowShapes.Texts INSERT =
            RowShapes.insert("INSERT INTO transfer (slot, " + COLUMNS + ", finish_txn)", 14);

    private static final RowShapes.Texts SELECT_BY_KEY = RowShapes.ids(
            "SELECT " + COLUMNS + " FROM transfer WHERE (key_account, idem_key) IN (%pairs) AND slot IN (%ids)");

    private static final RowShapes.Texts SELECT_BY_ID =
            RowShapes.ids("SELECT " + COLUMNS + " FROM transfer WHERE transfer_id IN (%ids) AND slot IN (%ids)");

    private static final RowShapes.Texts LOCK_BY_ID = RowShapes.ids("SELECT " + COLUMNS
            + " FROM transfer WHERE transfer_id IN (%ids) AND slot IN (%ids) ORDER BY transfer_id FOR UPDATE");

    private static final String WHOLE = "SELECT " + COLUMNS + ", finish_txn FROM transfer WHERE ";

    /** The index is named: a LIMIT makes the optimizer walk the whole shard along the primary key instead. */
    static final String SELECT_OF_ACCOUNT = "SELECT " + COLUMNS
            + " FROM transfer FORCE INDEX (ix_transfer_account) WHERE key_account = ? AND slot = ?"
            + " AND transfer_id >= ? AND transfer_id < ? ORDER BY transfer_id DESC LIMIT ?";

    private TransferRow() {}

    /** A transfer with the transaction that finished it. */
    record Whole(Transfer transfer, Optional<Long> finishTxn) {}

    static Optional<Whole> findWhole(LedgerSession session, TransferId id) throws SQLException {
        return session
                .query(
                        WHOLE + "transfer_id = ? AND slot = ?",
                        parameters -> parameters.add(id.value()).add(id.slot().number()),
                        TransferRow::readWhole)
                .stream()
                .findFirst();
    }

    static Optional<Whole> findWhole(LedgerSession session, KeyOfAccount key) throws SQLException {
        return session
                .query(
                        WHOLE + "key_account = ? AND idem_key = ? AND slot = ?",
                        parameters -> {
                            addKey(parameters, key);
                            addSlotOfKey(parameters, key);
                        },
                        TransferRow::readWhole)
                .stream()
                .findFirst();
    }

    /** The transfers under an account's keys with ids from {@code first} and below {@code before}, newest first. */
    static List<Transfer> findOfAccount(LedgerSession session, AccountId account, long first, long before, int most)
            throws SQLException {
        return session.query(
                SELECT_OF_ACCOUNT,
                parameters -> parameters
                        .add(account.value())
                        .add(account.slot().number())
                        .add(first)
                        .add(before)
                        .add(most),
                TransferRow::read);
    }

    static void insertAll(LedgerSession session, List<Transfer> transfers) throws SQLException {
        session.insertAll(INSERT, transfers, TransferRow::bind);
    }

    static Map<KeyOfAccount, Transfer> findByKeys(LedgerSession session, Collection<KeyOfAccount> keys)
            throws SQLException {
        Map<KeyOfAccount, Transfer> found = new HashMap<>();
        for (var list : RowShapes.filledLists(List.copyOf(keys))) {
            session.query(
                            SELECT_BY_KEY.ofSize(list.size()),
                            parameters -> parameters
                                    .addAll(list, TransferRow::addKey)
                                    .addAll(list, TransferRow::addSlotOfKey),
                            TransferRow::read)
                    .forEach(transfer -> found.put(KeyOfAccount.of(transfer.instruction()), transfer));
        }
        return found;
    }

    static List<Transfer> findAll(LedgerSession session, Collection<TransferId> ids) throws SQLException {
        return select(session, SELECT_BY_ID, ids);
    }

    /** Ascending, so that two finishes with overlapping sets wait for each other instead of deadlocking. */
    static List<Transfer> lockAll(LedgerSession session, Collection<TransferId> ids) throws SQLException {
        return select(session, LOCK_BY_ID, ids);
    }

    private static List<Transfer> select(LedgerSession session, RowShapes.Texts texts, Collection<TransferId> ids)
            throws SQLException {
        List<Transfer> found = new ArrayList<>();
        var values = ids.stream().map(TransferId::value).distinct().sorted().toList();
        for (var list : RowShapes.filledLists(values)) {
            found.addAll(session.query(
                    texts.ofSize(list.size()),
                    parameters -> parameters.addAll(list, Parameters::add).addAll(list, LockedAccounts::addSlot),
                    TransferRow::read));
        }
        return found;
    }

    private static void bind(Parameters parameters, Transfer transfer) throws SQLException {
        var instruction = transfer.instruction();
        parameters
                .add(transfer.id().slot().number())
                .add(transfer.id().value())
                .add(instruction.kind().name())
                .add(transfer.status().name())
                .add(transfer.reason().map(Enum::name).orElse(null))
                .add(instruction.keyAccount().value())
                .add(instruction.key().value())
                .add(instruction.source().value())
                .add(instruction.destination().value())
                .add(instruction.amount().minorUnits())
                .add(instruction.amount().currency().code())
                .add(instruction.reference())
                .add(transfer.debitTxn().value())
                .addNullableLong(finishTxn(transfer));
    }

    /** What never waits for another shard is finished by the transaction that debits it. */
    private static Long finishTxn(Transfer transfer) {
        return transfer.status() == TransferStatus.SETTLED ? transfer.debitTxn().value() : null;
    }

    private static void addKey(Parameters parameters, KeyOfAccount key) throws SQLException {
        parameters.add(key.account().value()).add(key.key().value());
    }

    private static void addSlotOfKey(Parameters parameters, KeyOfAccount key) throws SQLException {
        parameters.add(key.account().slot().number());
    }

    private static Whole readWhole(ResultSet row) throws SQLException {
        long txn = row.getLong("finish_txn");
        var finishTxn = row.wasNull() ? Optional.<Long>empty() : Optional.of(txn);
        return new Whole(read(row), finishTxn);
    }

    private static Transfer read(ResultSet row) throws SQLException {
        var amount = Money.ofMinor(row.getLong("amount"), CurrencyCode.of(row.getString("currency")));
        var instruction = new TransferInstruction(
                TransferKind.valueOf(row.getString("kind")),
                new IdempotencyKey(row.getString("idem_key")),
                new AccountId(row.getLong("source_account_id")),
                new AccountId(row.getLong("destination_account_id")),
                amount,
                row.getString("reference"));
        return new Transfer(
                new TransferId(row.getLong("transfer_id")),
                instruction,
                TransferStatus.valueOf(row.getString("status")),
                Optional.ofNullable(row.getString("reason")).map(RejectionReason::valueOf),
                new BatchId(row.getLong("debit_txn")));
    }
}
