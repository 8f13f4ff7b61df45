package io.settlement.bench.engine;

import io.settlement.localstack.Broker;
import io.settlement.localstack.BrokerOptions;
import io.settlement.localstack.DatabaseOptions;
import io.settlement.localstack.DatabaseServer;
import io.settlement.localstack.EmbeddedMariaDb;
import io.settlement.localstack.FreePorts;
import io.settlement.localstack.Lifetime;
import io.settlement.localstack.NameServer;
import io.settlement.localstack.NameServerOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Engines that live as long as this JVM, with the settings of scripts/up; the broker starts when it is asked for. */
public final class OwnEngines implements Engines {

    static final int MOST_CONNECTIONS = 600;

    private final Path folder;
    private final DatabaseServer database;
    private NameServer nameServer;
    private Broker broker;

    /** @param folder for data and logs */
    public OwnEngines(Path folder) {
        this.folder = folder;
        this.database = new DatabaseServer(
                folder.resolve("mariadb"),
                new EmbeddedMariaDb(),
                DatabaseOptions.defaults().withPort(FreePorts.withNeighbours()).withMaxConnections(MOST_CONNECTIONS),
                Lifetime.THIS_JVM);
        database.start();
    }

    @Override
    public DatabaseServer database() {
        return database;
    }

    @Override
    public synchronized Broker broker() {
        if (broker == null) {
            nameServer = new NameServer(
                    folder.resolve("nameserver"),
                    NameServerOptions.defaults().withPort(FreePorts.withNeighbours()),
                    Lifetime.THIS_JVM);
            nameServer.start();
            broker = new Broker(
                    folder.resolve("broker"),
                    nameServer.address(),
                    BrokerOptions.defaults().withPort(FreePorts.withNeighbours(1, -2)),
                    Lifetime.THIS_JVM);
            broker.start();
        }
        return broker;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public synchronized Map<String, Long> processes() {
        var processes = new TreeMap<String, Long>();
        processes.put("database", database.pid().orElseThrow());
        if (broker != null) {
            processes.put("broker", broker.pid().orElseThrow());
            processes.put("name server", nameServer.pid().orElseThrow());
        }
        return processes;
    }

    /** Killed, not stopped: nobody will read the data. */
    @Override
    public synchronized void close() {
        if (broker != null) {
            broker.kill();
            nameServer.kill();
        }
        database.kill();
    }
}
