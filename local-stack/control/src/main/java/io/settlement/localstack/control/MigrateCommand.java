package io.settlement.localstack.control;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.wiring.ConfigurationFile;
import io.settlement.sharding.ShardSetup;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.ShardingProperties.Database;
import io.settlement.sharding.SlotMap;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The one-shot work on databases that somebody else runs. */
@Command(
        name = "migrate",
        description = "Brings your own databases to the newest schema and initialises each shard once.",
        footer = {
            "The file holds settlement.sharding.* as the services read it (YAML or properties), with an account that",
            "may change tables; ${...} takes a value from the environment. The databases must exist, and be empty the",
            "first time. Running it again changes nothing."
        })
final class MigrateCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private What what;

    private final PrintStream out;

    MigrateCommand(PrintStream out) {
        this.out = out;
    }

    /** Either the work or an example of its input. */
    private static final class What {
        @Option(names = "--config", paramLabel = "FILE", required = true, description = "where the databases are")
        private Path config;

        @Option(
                names = "--example",
                paramLabel = "N",
                required = true,
                description = "print a file for N shards, with a new cluster id, and do nothing")
        private Integer example;
    }

    @Override
    public Integer call() {
        if (what.example != null) {
            out.print(example(what.example));
            return ExitCode.DONE;
        }
        var sharding = new ConfigurationFile(what.config).bind(ShardingProperties.PREFIX, ShardingProperties.class);
        var setup = new ShardSetup(sharding);
        setup.migrate();
        setup.initialiseShards();
        out.println("settlement_control and " + sharding.shards().size() + " shards are migrated and initialised.");
        return ExitCode.DONE;
    }

    private static String example(int shards) {
        if (shards < 1 || shards > ShardId.MAX_SHARDS) {
            throw new Refused("--example must be from 1 to " + ShardId.MAX_SHARDS + ", not " + shards + ".");
        }
        var sharding = new ShardingProperties(
                RecordedStack.freshClusterId(),
                SlotMap.evenly(shards).canonicalText(),
                database("settlement_control"),
                IntStream.range(0, shards)
                        .mapToObj(shard -> database("settlement_shard_" + shard))
                        .toList(),
                0);
        var text = new StringBuilder();
        ServiceConfiguration.sharding(sharding)
                .forEach((name, value) -> text.append(name)
                        .append(": ")
                        .append(ServiceConfiguration.quoted(value))
                        .append('\n'));
        return text.toString();
    }

    private static Database database(String name) {
        return new Database("jdbc:mysql://127.0.0.1:3306/" + name, "settlement_admin", "${DATABASE_PASSWORD}");
    }
}
