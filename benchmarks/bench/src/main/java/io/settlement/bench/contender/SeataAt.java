package io.settlement.bench.contender;

import com.zaxxer.hikari.HikariDataSource;
import io.seata.core.exception.TransactionException;
import io.seata.core.rpc.netty.RmNettyRemotingClient;
import io.seata.core.rpc.netty.TmNettyRemotingClient;
import io.seata.rm.RMClient;
import io.seata.rm.datasource.DataSourceProxy;
import io.seata.tm.TMClient;
import io.seata.tm.api.GlobalTransaction;
import io.seata.tm.api.GlobalTransactionContext;
import io.settlement.bench.engine.Engines;
import io.settlement.bench.engine.SeataServer;
import io.settlement.bench.measure.SettleTimes;
import io.settlement.bench.workload.BenchTransfer;
import io.settlement.bench.workload.Population;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Seata in its AT mode: each leg a local transaction that also writes the rows as they were, global locks on a server of
 * its own, and a global commit that is told to both. It does not guarantee isolation: between the two local commits
 * others read money that may be given back, and whoever writes past Seata spoils the way back.
 *
 * <p>In 2.0.0 with sessions in files a global lock may stay for ever: a commit first shows its transaction to the task that
 * finishes commits, then gives its locks back, and the task may be done with it before. Who needs that row later has no run.
 */
public final class SeataAt extends PeerContender {

    private static final int CLIENTS = 16;
    private static final int TRIES = 20;
    private static final int GLOBAL_TIMEOUT_MILLIS = 60_000;
    private static final Duration CLEANED_AFTER = Duration.ofSeconds(15);
    private static final long BETWEEN_LOOKS_MILLIS = 100;
    private static final String GROUP = "bench";

    private static final String UNDO_LOG = """
            CREATE TABLE undo_log (
              branch_id     BIGINT       NOT NULL,
              xid           VARCHAR(128) NOT NULL,
              context       VARCHAR(128) NOT NULL,
              rollback_info LONGBLOB     NOT NULL,
              log_status    INT          NOT NULL,
              log_created   DATETIME(6)  NOT NULL,
              log_modified  DATETIME(6)  NOT NULL,
              UNIQUE KEY ux_undo_log (xid, branch_id),
              KEY ix_log_created (log_created)
            ) ENGINE = InnoDB""";

    private final SeataServer server;
    private final Map<Integer, DataSourceProxy> proxies = new TreeMap<>();

    public SeataAt(Engines engines) {
        super(new PeerBooks(engines.database(), "seata", Engines.DATABASES, List.of(UNDO_LOG)));
        server = new SeataServer(engines.folder().resolve("seata"));
        server.start();
        System.setProperty("service.default.grouplist", server.address());
        TMClient.init(GROUP, GROUP);
        RMClient.init(GROUP, GROUP);
    }

    @Override
    public Profile profile() {
        return new Profile(
                Names.SEATA_AT,
                "Seata 2.0.0 in AT mode with its own server, sessions in files (flushed asynchronously, as it ships); two"
                        + " of four databases in each global transaction; accounts in ascending order",
                "isolation: between the legs' commits others may read and spend what is given back later. That a global"
                        + " lock is ever given back (a race in 2.0.0 with sessions in files). No key of the"
                        + " caller's, no journal, no event",
                CLIENTS,
                1);
    }

    @Override
    public void prepare(Population population, SettleTimes times) throws Exception {
        super.prepare(population, times);
        proxies.clear();
    }

    private synchronized DataSourceProxy proxy(int database) {
        return proxies.computeIfAbsent(database, own -> proxied(peerBooks().pool(own)));
    }

    private static DataSourceProxy proxied(HikariDataSource pool) {
        return new DataSourceProxy(pool);
    }

    @Override
    public Sender sender(int client) {
        for (int database = 0; database < Engines.DATABASES; database++) {
            proxy(database);
        }
        return transfers -> {
            boolean done = move(transfers.get(0));
            if (done) {
                times().settled(transfers.get(0).number());
            }
            return done ? 1 : 0;
        };
    }

    /** Again as a whole when a global lock is another's for too long. */
    private boolean move(BenchTransfer transfer) throws TransactionException, SQLException {
        for (int tries = 1; ; tries++) {
            var global = GlobalTransactionContext.createNew();
            global.begin(GLOBAL_TIMEOUT_MILLIS, Names.SEATA_AT);
            try {
                return ended(global, legs(transfer));
            } catch (SQLException | RuntimeException conflict) {
                global.rollback();
                if (tries == TRIES) {
                    throw conflict;
                }
            }
        }
    }

    private static boolean ended(GlobalTransaction global, boolean done) throws TransactionException {
        if (done) {
            global.commit();
        } else {
            global.rollback();
        }
        return done;
    }

    private boolean legs(BenchTransfer transfer) throws SQLException {
        boolean creditFirst = transfer.destination() < transfer.source();
        if (creditFirst) {
            credit(transfer);
        }
        if (!debit(transfer)) {
            return false;
        }
        if (!creditFirst) {
            credit(transfer);
        }
        return true;
    }

    private boolean debit(BenchTransfer transfer) throws SQLException {
        try (Connection connection =
                proxy(peerBooks().databaseOf(transfer.source())).getConnection()) {
            boolean enough = Legs.debit(connection, transfer);
            if (enough) {
                connection.commit();
            } else {
                connection.rollback();
            }
            return enough;
        }
    }

    private void credit(BenchTransfer transfer) throws SQLException {
        try (Connection connection =
                proxy(peerBooks().databaseOf(transfer.destination())).getConnection()) {
            Legs.credit(connection, transfer);
            connection.commit();
        }
    }

    /** Undo logs are removed a little later; the next run of another contender must not pay for it. */
    @Override
    public Books books() throws Exception {
        long deadline = System.nanoTime() + CLEANED_AFTER.toNanos();
        while (peerBooks().count("undo_log") > 0 && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
        return super.books();
    }

    @Override
    public Map<String, Long> processes() {
        return Map.of("seata server", server.pid().orElseThrow());
    }

    @Override
    public void close() {
        TmNettyRemotingClient.getInstance().destroy();
        RmNettyRemotingClient.getInstance().destroy();
        server.kill();
        super.close();
    }
}
