package io.settlement.bench.contender;

import com.arjuna.ats.arjuna.common.CoreEnvironmentBeanException;
import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import com.mysql.cj.jdbc.MysqlXADataSource;
import io.settlement.bench.engine.Engines;
import io.settlement.bench.workload.BenchTransfer;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.XAConnection;

/**
 * Two-phase commit: both legs in one XA transaction over two databases, with Narayana as its manager. It does not
 * guarantee that others may go on: whoever is prepared when the manager dies keeps its locks until the manager is back
 * and has recovered.
 */
public final class XaTransfers extends PeerContender {

    private static final int CLIENTS = 16;

    private final Engines engines;
    private final TransactionManager manager;

    public XaTransfers(Engines engines) {
        super(new PeerBooks(engines.database(), "xa", Engines.DATABASES, List.of()));
        this.engines = engines;
        this.manager = startManager(engines);
    }

    /** Its log is synced at every commit, as it ships. */
    private static TransactionManager startManager(Engines engines) {
        try {
            arjPropertyManager.getCoreEnvironmentBean().setNodeIdentifier("bench");
        } catch (CoreEnvironmentBeanException impossible) {
            throw new IllegalStateException(impossible);
        }
        var log = engines.folder().resolve("narayana").toString();
        BeanPopulator.getDefaultInstance(ObjectStoreEnvironmentBean.class).setObjectStoreDir(log);
        for (var store : List.of("communicationStore", "stateStore")) {
            BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, store)
                    .setObjectStoreDir(log);
        }
        return com.arjuna.ats.jta.TransactionManager.transactionManager();
    }

    @Override
    public Profile profile() {
        return new Profile(
                Names.XA,
                "XA over two of four databases with Narayana 7.2, its log in files, synced; one XA connection to each"
                        + " database for each client; accounts locked in ascending order",
                "progress of others: a manager that dies between prepare and commit leaves locks until it is back. No key"
                        + " of the caller's, no journal, no event",
                CLIENTS,
                1);
    }

    @Override
    public Sender sender(int client) throws SQLException {
        return new XaSender();
    }

    /** One client with an XA connection to every database. */
    private final class XaSender implements Sender {
        private final List<XAConnection> physical = new ArrayList<>();
        private final List<BranchOfItsOwn> resources = new ArrayList<>();
        private final List<Connection> connections = new ArrayList<>();

        XaSender() throws SQLException {
            for (int database = 0; database < Engines.DATABASES; database++) {
                var connection = source(database).getXAConnection();
                physical.add(connection);
                resources.add(new BranchOfItsOwn(connection.getXAResource()));
                connections.add(connection.getConnection());
            }
        }

        @Override
        public int send(List<BenchTransfer> transfers) throws Exception {
            var transfer = transfers.get(0);
            manager.begin();
            boolean done = false;
            try {
                done = move(transfer);
            } finally {
                if (done) {
                    manager.commit();
                } else {
                    manager.rollback();
                }
            }
            if (done) {
                times().settled(transfer.number());
            }
            return done ? 1 : 0;
        }

        /** In ascending order of accounts: no database can see a deadlock that goes over two. */
        private boolean move(BenchTransfer transfer) throws Exception {
            boolean creditFirst = transfer.destination() < transfer.source();
            if (creditFirst) {
                Legs.credit(enlisted(transfer.destination()), transfer);
            }
            if (!Legs.debit(enlisted(transfer.source()), transfer)) {
                return false;
            }
            if (!creditFirst) {
                Legs.credit(enlisted(transfer.destination()), transfer);
            }
            return true;
        }

        private Connection enlisted(int account) throws Exception {
            int database = peerBooks().databaseOf(account);
            if (!manager.getTransaction().enlistResource(resources.get(database))) {
                throw new SQLException("database " + database + " does not take part");
            }
            return connections.get(database);
        }

        @Override
        public void close() throws SQLException {
            for (var connection : physical) {
                connection.close();
            }
        }
    }

    private MysqlXADataSource source(int database) {
        var server = engines.database();
        var source = new MysqlXADataSource();
        source.setUrl(server.jdbcUrl(peerBooks().name(database)) + "&" + DriverSettings.SINGLE_STATEMENTS);
        source.setUser(server.application().user());
        source.setPassword(server.application().password());
        return source;
    }
}
