package io.settlement.bench.contender;

import io.settlement.bench.engine.Engines;
import io.settlement.bench.workload.BenchTransfer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What a monolith does: one database, one local transaction for each transfer. It does not spread accounts over databases,
 * which is the whole question; beyond one server it does not exist.
 */
public final class JdbcLocal extends PeerContender {

    private static final int CLIENTS = 16;

    public JdbcLocal(Engines engines) {
        super(new PeerBooks(engines.database(), "local", 1, List.of()));
    }

    @Override
    public Profile profile() {
        return new Profile(
                Names.JDBC_LOCAL,
                "plain JDBC on one database: two updates, two inserts, one commit for each transfer; accounts locked in"
                        + " ascending order; one connection for each client",
                "no second database: both accounts must be on one server. No key of the caller's, no journal, no event",
                CLIENTS,
                1);
    }

    @Override
    public Sender sender(int client) throws SQLException {
        return new PeerSender(peerBooks()) {
            @Override
            boolean send(BenchTransfer transfer) throws SQLException {
                boolean done = LockConflicts.retried(connection(0), () -> move(connection(0), transfer));
                if (done) {
                    times().settled(transfer.number());
                }
                return done;
            }
        };
    }

    /** In ascending order of accounts, or two transfers between the same two would deadlock. */
    private static boolean move(Connection connection, BenchTransfer transfer) throws SQLException {
        boolean creditFirst = transfer.destination() < transfer.source();
        if (creditFirst) {
            Legs.credit(connection, transfer);
        }
        if (!Legs.debit(connection, transfer)) {
            connection.rollback();
            return false;
        }
        if (!creditFirst) {
            Legs.credit(connection, transfer);
        }
        connection.commit();
        return true;
    }
}
