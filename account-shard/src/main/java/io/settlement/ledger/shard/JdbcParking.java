package io.settlement.ledger.shard;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferStep;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The parked transfers in the table of that name. */
final class JdbcParking implements Parking {

    private static final int LONGEST_REASON = 500;

    private static final String FIND = "SELECT transfer_id FROM parking WHERE transfer_id = ? AND slot = ?";
    private static final String FIND_STEP = "SELECT stage, parked_at FROM parking WHERE transfer_id = ? AND slot = ?";
    private static final String INSERT =
            "INSERT INTO parking (transfer_id, slot, stage, reason, parked_at) VALUES (?, ?, ?, ?, ?)";
    private static final String LIST = "SELECT transfer_id, stage, reason, parked_at FROM parking"
            + " WHERE slot = ? AND transfer_id > ? ORDER BY transfer_id LIMIT " + MOST_LISTED;
    private static final RowShapes.Texts AMONG =
            RowShapes.ids("SELECT transfer_id FROM parking WHERE transfer_id IN (%ids) AND slot = ?");
    private static final RowShapes.Texts DELETE =
            RowShapes.ids("DELETE FROM parking WHERE transfer_id IN (%ids) AND slot = ?");

    private final ShardTransactions transactions;
    private final Clock clock;

    JdbcParking(ShardTransactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void park(ShardId sourceShard, TransferId transfer, Stage stage, String reason) {
        transactions.run(sourceShard, session -> {
            session.requireHead();
            var open = TransferRow.lockAll(session, List.of(transfer)).stream()
                    .anyMatch(row -> !row.status().isFinal());
            if (open && !isParked(session, transfer)) {
                insert(session, transfer, stage, reason);
            }
            return null;
        });
    }

    @Override
    public List<Parked> list(ShardId shard, long after) {
        return transactions.read(
                shard,
                session -> session.query(
                        LIST,
                        parameters -> parameters.add(session.pinnedSlot()).add(after),
                        row -> new Parked(
                                new TransferId(row.getLong(1)),
                                Stage.valueOf(row.getString(2)),
                                row.getString(3),
                                row.getObject(4, LocalDateTime.class).toInstant(ZoneOffset.UTC))));
    }

    @Override
    public Set<TransferId> among(ShardId shard, Collection<TransferId> transfers) {
        return transactions.read(shard, session -> {
            Set<TransferId> parked = new HashSet<>();
            for (var list : RowShapes.filledLists(List.copyOf(transfers))) {
                parked.addAll(session.query(
                        AMONG.ofSize(list.size()),
                        parameters -> parameters
                                .addAll(list, (row, id) -> row.add(id.value()))
                                .add(session.pinnedSlot()),
                        row -> new TransferId(row.getLong(1))));
            }
            return parked;
        });
    }

    /** The step that a transfer is parked in, without the database's words, which are the operator's. */
    static Optional<TransferStep> step(LedgerSession session, TransferId transfer) throws SQLException {
        return session
                .query(
                        FIND_STEP,
                        parameters -> parameters.add(transfer.value()).add(session.pinnedSlot()),
                        row -> new TransferStep(
                                TransferStep.Kind.PARKED,
                                row.getObject(2, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                                session.shard(),
                                Optional.of(row.getString(1)),
                                Optional.empty()))
                .stream()
                .findFirst();
    }

    static void remove(LedgerSession session, List<TransferId> transfers) throws SQLException {
        for (var list : RowShapes.filledLists(transfers)) {
            session.update(
                    DELETE.ofSize(list.size()),
                    parameters -> parameters
                            .addAll(list, (row, id) -> row.add(id.value()))
                            .add(session.pinnedSlot()));
        }
    }

    private static boolean isParked(LedgerSession session, TransferId transfer) throws SQLException {
        return !session.query(
                        FIND,
                        parameters -> parameters.add(transfer.value()).add(session.pinnedSlot()),
                        row -> row.getLong(1))
                .isEmpty();
    }

    private void insert(LedgerSession session, TransferId transfer, Stage stage, String reason) throws SQLException {
        session.updateExactly(
                1,
                INSERT,
                parameters -> parameters
                        .add(transfer.value())
                        .add(session.pinnedSlot())
                        .add(stage.name())
                        .add(reason.substring(0, Math.min(reason.length(), LONGEST_REASON)))
                        .add(clock.instant()));
    }
}
