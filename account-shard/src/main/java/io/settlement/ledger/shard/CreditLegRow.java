package io.settlement.ledger.shard;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.LedgerInvariantViolated;
import io.settlement.ledger.LegOutcome;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One row of credit_leg: the payee shard's decision, and for CREDITED the payee's posting itself. */
record CreditLegRow(
        TransferId transferId,
        long destination,
        long amount,
        String currency,
        LegOutcome outcome,
        Optional<RejectionReason> reason,
        Long accountSeq,
        Long balanceAfter,
        long txnId) {

    private static final String COLUMNS = "transfer_id, destination_account_id, amount, currency, outcome, reason,"
            + " account_seq, balance_after, txn_id";

    private static final RowShapes.Texts INSERT =
            RowShapes.insert("INSERT INTO credit_leg (slot, " + COLUMNS + ")", 10);

    private static final RowShapes.Texts SELECT =
            RowShapes.ids("SELECT " + COLUMNS + " FROM credit_leg WHERE transfer_id IN (%ids) AND slot IN (%ids)");

    /** The index is named: a LIMIT tempts the optimizer to walk another one. */
    static final String CREDITS = "SELECT transfer_id, account_seq, txn_id"
            + " FROM credit_leg FORCE INDEX (uq_leg_posting) WHERE destination_account_id = ? AND slot = ?"
            + " AND account_seq < ? ORDER BY account_seq DESC LIMIT ?";

    private static final String TXN_OF_CREDIT_FROM = "SELECT txn_id FROM credit_leg"
            + " WHERE destination_account_id = ? AND slot = ? AND account_seq >= ? ORDER BY account_seq LIMIT 1";

    /** A credit in its payee's statement, and the transaction that made it. */
    record Credit(TransferId transferId, long accountSeq, long txnId) {}

    /** The credits of a payee with sequence numbers below {@code before}, newest first. */
    static List<Credit> creditsOf(LedgerSession session, AccountId payee, long before, int most) throws SQLException {
        return session.query(
                CREDITS,
                parameters -> parameters
                        .add(payee.value())
                        .add(payee.slot().number())
                        .add(before)
                        .add(most),
                row -> new Credit(new TransferId(row.getLong(1)), row.getLong(2), row.getLong(3)));
    }

    /** The transaction of the payee's first credit at this sequence number or above. */
    static Optional<Long> txnOfCreditFrom(LedgerSession session, AccountId payee, long seq) throws SQLException {
        return session
                .query(
                        TXN_OF_CREDIT_FROM,
                        parameters -> parameters
                                .add(payee.value())
                                .add(payee.slot().number())
                                .add(seq),
                        row -> row.getLong(1))
                .stream()
                .findFirst();
    }

    static CreditLegRow credited(Transfer transfer, long accountSeq, long balanceAfter, long txnId) {
        return of(transfer, LegOutcome.CREDITED, Optional.empty(), accountSeq, balanceAfter, txnId);
    }

    static CreditLegRow refused(Transfer transfer, RejectionReason reason, long txnId) {
        return of(transfer, LegOutcome.REFUSED, Optional.of(reason), null, null, txnId);
    }

    private static CreditLegRow of(
            Transfer transfer, LegOutcome outcome, Optional<RejectionReason> reason, Long seq, Long after, long txnId) {
        var instruction = transfer.instruction();
        var money = instruction.amount();
        return new CreditLegRow(
                transfer.id(),
                instruction.destination().value(),
                money.minorUnits(),
                money.currency().code(),
                outcome,
                reason,
                seq,
                after,
                txnId);
    }

    static void insertAll(LedgerSession session, List<CreditLegRow> legs) throws SQLException {
        session.insertAll(INSERT, legs, (parameters, leg) -> {
            LockedAccounts.addSlot(parameters, leg.destination);
            parameters
                    .add(leg.transferId.value())
                    .add(leg.destination)
                    .add(leg.amount)
                    .add(leg.currency)
                    .add(leg.outcome.name())
                    .add(leg.reason.map(Enum::name).orElse(null))
                    .addNullableLong(leg.accountSeq)
                    .addNullableLong(leg.balanceAfter)
                    .add(leg.txnId);
        });
    }

    /** The legs that stand for these transfers, each checked against its transfer. */
    static Map<TransferId, CreditLegRow> find(LedgerSession session, Collection<Transfer> transfers)
            throws SQLException {
        Map<TransferId, CreditLegRow> found = new HashMap<>();
        for (var list : RowShapes.filledLists(List.copyOf(transfers))) {
            session.query(
                            SELECT.ofSize(list.size()),
                            parameters -> parameters
                                    .addAll(
                                            list,
                                            (row, transfer) ->
                                                    row.add(transfer.id().value()))
                                    .addAll(
                                            list,
                                            (row, transfer) -> row.add(transfer.instruction()
                                                    .destination()
                                                    .slot()
                                                    .number())),
                            CreditLegRow::read)
                    .forEach(leg -> found.put(leg.transferId, leg));
        }
        transfers.forEach(transfer -> requireSame(transfer, found.get(transfer.id())));
        return found;
    }

    private static void requireSame(Transfer transfer, CreditLegRow leg) {
        var instruction = transfer.instruction();
        if (leg != null
                && (leg.destination != instruction.destination().value()
                        || leg.amount != instruction.amount().minorUnits()
                        || !leg.currency.equals(instruction.amount().currency().code()))) {
            throw new LedgerInvariantViolated("leg of transfer " + transfer.id(), instruction, leg);
        }
    }

    CommittedLeg committed() {
        return new CommittedLeg(transferId, outcome, reason);
    }

    private static CreditLegRow read(ResultSet row) throws SQLException {
        return new CreditLegRow(
                new TransferId(row.getLong("transfer_id")),
                row.getLong("destination_account_id"),
                row.getLong("amount"),
                row.getString("currency"),
                LegOutcome.valueOf(row.getString("outcome")),
                Optional.ofNullable(row.getString("reason")).map(RejectionReason::valueOf),
                nullable(row, "account_seq"),
                nullable(row, "balance_after"),
                row.getLong("txn_id"));
    }

    private static Long nullable(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
