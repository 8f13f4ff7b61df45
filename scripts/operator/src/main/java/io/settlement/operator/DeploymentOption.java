package io.settlement.operator;

import io.settlement.ledger.wiring.ConfigurationFile;
import io.settlement.operator.input.Refused;
import io.settlement.operator.messaging.BrokerAccess;
import io.settlement.sharding.ShardingProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that every command has: which deployment. */
final class DeploymentOption {

    private static final String STANDARD_FOLDER = ".local";
    private static final Path WRITTEN_BY_UP = Path.of("config", "operator.yaml");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "settlement.sharding.* and settlement.rocketmq.* of your own deployment, YAML or properties")
    private Path config;

    @Option(names = "--data", paramLabel = "DIR", description = "data folder of a local stack (.local in the project)")
    private Path data;

    Deployment open() {
        return Deployment.open(file().bind(ShardingProperties.PREFIX, ShardingProperties.class));
    }

    BrokerAccess broker() {
        return file().bind(BrokerAccess.PREFIX, BrokerAccess.class);
    }

    private ConfigurationFile file() {
        if (config != null && data != null) {
            throw new Refused("--config and --data name two deployments; give one of them.");
        }
        return new ConfigurationFile(config == null ? ofLocalStack() : config);
    }

    private Path ofLocalStack() {
        var folder = data == null
                ? Path.of(System.getProperty("settlement.root", ".")).resolve(STANDARD_FOLDER)
                : data;
        var file = folder.resolve(WRITTEN_BY_UP);
        if (!Files.exists(file)) {
            throw new Refused("no local stack was started in " + folder + ": scripts/up starts one,"
                    + " --config FILE names your own deployment.");
        }
        return file;
    }
}
