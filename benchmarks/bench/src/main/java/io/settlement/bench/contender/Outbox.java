package io.settlement.bench.contender;

import io.settlement.bench.engine.Engines;
import io.settlement.bench.workload.BenchTransfer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * A transactional outbox: the debit and a row of the outbox in one local transaction, then a relay for each database that
 * polls the outbox, credits in groups and deletes what is credited. Credits that a dying relay repeats are left out by
 * their key. It does not guarantee an end: a payee that cannot be credited stays in the outbox, and nobody gives the
 * money back.
 */
public final class Outbox extends PeerContender {

    private static final int CLIENTS = 32;
    private static final int MOST_AT_ONCE = 500;
    private static final long POLL_MILLIS = 5;

    private static final String TABLE = """
            CREATE TABLE outbox (
              transfer_id BIGINT NOT NULL PRIMARY KEY,
              source      BIGINT NOT NULL,
              destination BIGINT NOT NULL,
              amount      BIGINT NOT NULL
            ) ENGINE = InnoDB""";

    private static final String INSERT =
            "INSERT INTO outbox (transfer_id, source, destination, amount) VALUES (?, ?, ?, ?)";
    private static final String OLDEST = "SELECT transfer_id, source, destination, amount FROM outbox"
            + " ORDER BY transfer_id LIMIT " + MOST_AT_ONCE;

    private final int databases;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicReference<Exception> failed = new AtomicReference<>();
    private final List<Thread> relays = new ArrayList<>();

    public Outbox(Engines engines) {
        super(new PeerBooks(engines.database(), "outbox", Engines.DATABASES, List.of(TABLE)));
        this.databases = Engines.DATABASES;
    }

    @Override
    public Profile profile() {
        return new Profile(
                Names.OUTBOX,
                "plain JDBC on four databases: debit and outbox row in one commit for each transfer; one relay for each"
                        + " database polls every " + POLL_MILLIS + " ms and credits up to " + MOST_AT_ONCE
                        + " at once, one commit for each payee's database",
                "an end: what cannot be credited stays in the outbox, nothing is given back. Money on its way stands on no"
                        + " account. No key of the caller's, no journal, no event",
                CLIENTS,
                1);
    }

    @Override
    public Sender sender(int client) throws SQLException {
        startRelays();
        return new PeerSender(peerBooks()) {
            @Override
            boolean send(BenchTransfer transfer) throws SQLException {
                var connection = connection(peerBooks().databaseOf(transfer.source()));
                boolean accepted = LockConflicts.retried(connection, () -> accept(connection, transfer));
                if (accepted) {
                    waiting.incrementAndGet();
                }
                return accepted;
            }
        };
    }

    private static boolean accept(Connection connection, BenchTransfer transfer) throws SQLException {
        if (!Legs.debit(connection, transfer)) {
            connection.rollback();
            return false;
        }
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setLong(1, transfer.number());
            insert.setLong(2, transfer.source());
            insert.setLong(3, transfer.destination());
            insert.setLong(4, transfer.amount());
            insert.executeUpdate();
        }
        connection.commit();
        return true;
    }

    private synchronized void startRelays() {
        if (relays.isEmpty()) {
            waiting.set(0);
            for (int database = 0; database < databases; database++) {
                int own = database;
                var relay = new Thread(() -> relay(own), "relay-" + own);
                relay.start();
                relays.add(relay);
            }
        }
    }

    private void relay(int database) {
        try (var sender = new RelayConnections(peerBooks())) {
            while (!Thread.currentThread().isInterrupted()) {
                if (sender.relay(database) == 0) {
                    Thread.sleep(POLL_MILLIS);
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } catch (SQLException | RuntimeException trouble) {
            failed.compareAndSet(null, trouble);
        }
    }

    /** The connections of one relay. */
    private final class RelayConnections implements AutoCloseable {
        private final List<Connection> connections = new ArrayList<>();

        RelayConnections(PeerBooks books) throws SQLException {
            for (int database = 0; database < databases; database++) {
                connections.add(books.connectForLongStatements(database));
            }
        }

        /** @return how many were relayed */
        int relay(int database) throws SQLException {
            var source = connections.get(database);
            var oldest = oldest(source);
            if (oldest.isEmpty()) {
                return 0;
            }
            var groups = oldest.stream()
                    .collect(Collectors.groupingBy(
                            transfer -> peerBooks().databaseOf(transfer.destination()),
                            TreeMap::new,
                            Collectors.toList()));
            for (var group : groups.entrySet()) {
                var destination = connections.get(group.getKey());
                LockConflicts.retried(destination, () -> {
                    CreditGroup.credit(destination, group.getValue());
                    return null;
                });
                group.getValue().forEach(transfer -> times().settled(transfer.number()));
            }
            delete(source, oldest);
            waiting.addAndGet(-oldest.size());
            return oldest.size();
        }

        private static List<BenchTransfer> oldest(Connection source) throws SQLException {
            try (var statement = source.prepareStatement(OLDEST);
                    var rows = statement.executeQuery()) {
                List<BenchTransfer> oldest = new ArrayList<>();
                while (rows.next()) {
                    oldest.add(new BenchTransfer(rows.getLong(1), rows.getInt(2), rows.getInt(3), rows.getLong(4)));
                }
                source.commit();
                return oldest;
            }
        }

        private static void delete(Connection source, Collection<BenchTransfer> credited) throws SQLException {
            var sql = "DELETE FROM outbox WHERE transfer_id IN (" + CreditGroup.places("?", credited.size()) + ")";
            LockConflicts.retried(source, () -> {
                try (var statement = source.prepareStatement(sql)) {
                    int at = 1;
                    for (var transfer : credited) {
                        statement.setLong(at++, transfer.number());
                    }
                    statement.executeUpdate();
                }
                source.commit();
                return null;
            });
        }

        @Override
        public void close() throws SQLException {
            for (var connection : connections) {
                connection.close();
            }
        }
    }

    @Override
    public void drain() throws Exception {
        while (waiting.get() > 0 && failed.get() == null) {
            Thread.sleep(1);
        }
        stopRelays();
        if (failed.get() != null) {
            throw failed.get();
        }
    }

    private synchronized void stopRelays() throws InterruptedException {
        relays.forEach(Thread::interrupt);
        for (var relay : relays) {
            relay.join();
        }
        relays.clear();
    }

    @Override
    public void close() {
        try {
            stopRelays();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        super.close();
    }
}
