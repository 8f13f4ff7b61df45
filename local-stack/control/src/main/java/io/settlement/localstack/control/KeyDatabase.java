package io.settlement.localstack.control;

import io.settlement.access.ApiKeys;
import io.settlement.ledger.wiring.ConfigurationFile;
import io.settlement.localstack.Lifetime;
import io.settlement.sharding.ShardingProperties;
import java.nio.file.Path;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which settlement_control a command on keys works on: a stack's, or somebody's own. */
final class KeyDatabase {

    @Mixin
    private DataOption data;

    @Option(names = "--config", paramLabel = "FILE", description = "your own databases, as scripts/migrate takes them")
    private Path config;

    /** @throws Refused in one line where the database cannot be asked, or refuses what it is told */
    <T> T ask(Function<ApiKeys, T> question) {
        var keys = keys();
        try {
            return question.apply(keys);
        } catch (IllegalArgumentException wrong) {
            throw new Refused(wrong.getMessage() + ".", wrong);
        } catch (DataAccessException unreachable) {
            throw new Refused("settlement_control cannot be asked: " + oneLine(unreachable), unreachable);
        }
    }

    private ApiKeys keys() {
        if (config != null) {
            return ApiKeys.in(new ConfigurationFile(config)
                    .bind(ShardingProperties.PREFIX, ShardingProperties.class)
                    .control());
        }
        var folder = data.folder();
        var recorded = folder.recorded()
                .orElseThrow(() -> new Refused("No stack was started in " + folder.path() + "; scripts/up"
                        + data.repeated() + " starts one, --config FILE names databases of your own."));
        try (var stack = new Stack(folder, recorded, Lifetime.DETACHED)) {
            return stack.databases().apiKeys();
        }
    }

    private static String oneLine(DataAccessException failure) {
        return String.valueOf(failure.getMostSpecificCause().getMessage()).replaceAll("\\s+", " ");
    }
}
