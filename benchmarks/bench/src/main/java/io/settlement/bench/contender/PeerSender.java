package io.settlement.bench.contender;

import io.settlement.bench.workload.BenchTransfer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A client of a contender on the {@link PeerBooks}: one transfer at a time, and a connection of its own to every database. */
abstract class PeerSender implements Sender {

    private final List<Connection> connections = new ArrayList<>();

    PeerSender(PeerBooks books) throws SQLException {
        for (int database = 0; database < books.databases(); database++) {
            connections.add(books.pool(database).getConnection());
        }
    }

    @Override
    public final int send(List<BenchTransfer> transfers) throws Exception {
        int accepted = 0;
        for (var transfer : transfers) {
            accepted += send(transfer) ? 1 : 0;
        }
        return accepted;
    }

    /** False if the payer has too little. */
    abstract boolean send(BenchTransfer transfer) throws Exception;

    final Connection connection(int database) {
        return connections.get(database);
    }

    @Override
    public void close() throws SQLException {
        for (var connection : connections) {
            connection.close();
        }
    }
}
