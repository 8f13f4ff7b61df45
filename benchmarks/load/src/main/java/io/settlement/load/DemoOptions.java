package io.settlement.load;

import io.settlement.load.plan.GeneratorSettings;
import io.settlement.load.plan.Plan;
import io.settlement.load.plan.RandomTransfers;
import io.settlement.load.plan.StandingOrders;
import io.settlement.load.plan.WrongInput;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The demo's command line. Everything is checked before anything is started. */
final class DemoOptions {

    private static final int TRANSFERS = 20_000;
    private static final int ACCOUNTS = 5_000;
    private static final int SHARDS = 4;

    @Option(names = "--transfers", paramLabel = "N", description = "how many transfers to make (20000)")
    private Integer transfers;

    @Option(names = "--accounts", paramLabel = "N", description = "between how many accounts (5000)")
    private Integer accounts;

    @Option(names = "--seed", paramLabel = "N", description = "equal seeds make equal transfers (${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--orders", paramLabel = "FILE", description = "settle a file of standing orders instead")
    private Path orders;

    @Option(names = "--per-bank", description = "with --orders: one payee account per bank")
    private boolean perBank;

    @Option(names = "--shards", paramLabel = "N", description = "over how many shards (4)")
    private Integer shards;

    @Option(names = "--keep", description = "leave everything running and print the addresses")
    private boolean keep;

    @Option(names = "--mysqld", paramLabel = "PATH", description = "run this MySQL server, not the embedded MariaDB")
    private Path mysqld;

    @Option(names = "--connections", paramLabel = "N", description = "on which bulks are sent (${DEFAULT-VALUE})")
    private int connections = 8;

    @Option(names = "--progress", paramLabel = "auto|live|plain", description = "one line in place, or lines")
    private ProgressStyle progress = ProgressStyle.auto;

    @Option(names = "--producer", paramLabel = "URL", description = "a running producer; start nothing. Repeatable")
    private List<URI> producers = new ArrayList<>();

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "with --producer: JDBC URL of shard 0, then of shard 1 and so on. Repeatable")
    private List<String> databases = new ArrayList<>();

    @Option(
            names = "--database-user",
            paramLabel = "NAME",
            description = "may read; its password is taken from SETTLEMENT_DATABASE_PASSWORD")
    private String databaseUser = "settlement";

    /** How progress is shown; auto looks whether a terminal is there. */
    enum ProgressStyle {
        auto,
        live,
        plain
    }

    /** @throws WrongInput with one line that says which option is wrong and how to mend it */
    Plan plan() {
        if (orders == null) {
            reject(perBank, "--per-bank goes with --orders FILE");
            return RandomTransfers.plan(new GeneratorSettings(
                    transfers == null ? TRANSFERS : transfers, accounts == null ? ACCOUNTS : accounts, seed));
        }
        reject(
                transfers != null || accounts != null,
                "--transfers and --accounts do not go with --orders, leave them out");
        return StandingOrders.plan(orders, perBank, seed);
    }

    StackRequest request() {
        return new StackRequest(
                shards == null ? SHARDS : shards,
                keep,
                Optional.ofNullable(mysqld).map(Path::toAbsolutePath));
    }

    boolean startsNothing() {
        return !producers.isEmpty() || !databases.isEmpty();
    }

    /** The system that the options name. Only if {@link #startsNothing()}. */
    GivenStack givenStack() {
        reject(producers.isEmpty(), "--database needs --producer URL as well");
        reject(databases.isEmpty(), "--producer needs --database URL as well, once per shard");
        reject(keep, "--keep goes with a stack that this command starts, not with --producer");
        reject(mysqld != null, "--mysqld goes with a stack that this command starts, not with --producer");
        reject(
                shards != null && shards != databases.size(),
                "--shards " + shards + " but " + databases.size() + " times --database; leave --shards out");
        return new GivenStack(producers, databases, databaseUser);
    }

    int connections() {
        reject(connections < 1 || connections > 256, "--connections must be from 1 to 256, not " + connections);
        return connections;
    }

    boolean live() {
        return progress == ProgressStyle.live || progress == ProgressStyle.auto && System.console() != null;
    }

    private static void reject(boolean wrong, String message) {
        if (wrong) {
            throw new WrongInput(message);
        }
    }
}
