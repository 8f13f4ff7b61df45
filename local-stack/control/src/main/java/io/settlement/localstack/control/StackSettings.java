package io.settlement.localstack.control;

import io.settlement.ledger.ShardId;
import io.settlement.localstack.BrokerOptions.Flush;
import io.settlement.localstack.DatabaseProduct;
import io.settlement.localstack.EmbeddedMariaDb;
import io.settlement.localstack.EngineFailed;
import io.settlement.localstack.GivenMySql;
import io.settlement.localstack.PrometheusPrograms;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What a stack consists of, checked.
 *
 * @param heap Java heap of each service, as the JVM wants it
 * @param prometheus its port; empty where there is to be none
 */
record StackSettings(
        int shards,
        int producers,
        int consumers,
        int databaseServers,
        DatabaseProduct database,
        Flush flush,
        String heap,
        StackPorts ports,
        OptionalInt prometheus) {

    private static final int MOST_PROCESSES = 16;
    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern ABSOLUTE_PATH = Pattern.compile("/[^\\p{Cntrl}]{1,4000}");
    private static final Pattern HEAP = Pattern.compile("[1-9]\\d{0,5}[mMgG]");

    /**
     * @param chosen the settings that are not the standard ones
     * @throws Refused naming the first option that is wrong
     */
    static StackSettings of(Map<Setting, String> chosen) {
        var values = complete(chosen);
        int shards = number(values, Setting.SHARDS, 1, ShardId.MAX_SHARDS);
        return new StackSettings(
                shards,
                number(values, Setting.PRODUCERS, 1, MOST_PROCESSES),
                number(values, Setting.CONSUMERS, 1, MOST_PROCESSES),
                databaseServers(values, shards),
                database(values.get(Setting.MYSQLD)),
                flush(values.get(Setting.FLUSH)),
                heap(values.get(Setting.HEAP)),
                ports(values),
                prometheus(values));
    }

    /** All settings, the standard value where none is chosen. */
    static Map<Setting, String> complete(Map<Setting, String> chosen) {
        var values = new EnumMap<Setting, String>(Setting.class);
        for (var setting : Setting.values()) {
            values.put(setting, chosen.getOrDefault(setting, setting.standard()));
        }
        return values;
    }

    /** Fetches Prometheus if need be. @throws Refused if it or the database server cannot be run here */
    void requireUsableEngines() {
        requireUsableDatabase();
        try {
            prometheus.ifPresent(port -> PrometheusPrograms.ofCheckout().server());
        } catch (EngineFailed unusable) {
            throw new Refused(Setting.PROMETHEUS.option() + ": " + unusable.getMessage(), unusable);
        }
    }

    /** @throws Refused if the database server is not one that can be run here */
    void requireUsableDatabase() {
        try {
            database.requireUsable();
        } catch (EngineFailed unusable) {
            throw new Refused(Setting.MYSQLD.option() + ": " + unusable.getMessage(), unusable);
        }
    }

    private static int databaseServers(Map<Setting, String> values, int shards) {
        int servers = number(values, Setting.DATABASE_SERVERS, 1, ShardId.MAX_SHARDS);
        if (servers > shards) {
            throw new Refused("--database-servers " + servers + " is more than there are shards (" + shards + ").");
        }
        return servers;
    }

    /** An absolute path, because the next command may be called from another folder. Whether it is one is seen later. */
    private static DatabaseProduct database(String mysqld) {
        if (mysqld.equals(Setting.MYSQLD.standard())) {
            return new EmbeddedMariaDb();
        }
        if (!ABSOLUTE_PATH.matcher(mysqld).matches()) {
            throw new Refused("--mysqld must be an absolute path, not '" + mysqld + "'.");
        }
        return new GivenMySql(Path.of(mysqld));
    }

    private static StackPorts ports(Map<Setting, String> values) {
        return new StackPorts(
                number(values, Setting.DATABASE_PORT, 1, HIGHEST_PORT),
                number(values, Setting.NAMESERVER_PORT, 1, HIGHEST_PORT),
                number(values, Setting.BROKER_PORT, 1, HIGHEST_PORT),
                number(values, Setting.NACOS_PORT, 1, HIGHEST_PORT),
                number(values, Setting.PRODUCER_PORT, 1, HIGHEST_PORT),
                number(values, Setting.CONSUMER_PORT, 1, HIGHEST_PORT));
    }

    private static OptionalInt prometheus(Map<Setting, String> values) {
        return values.get(Setting.PROMETHEUS).equals(Setting.PROMETHEUS.standard())
                ? OptionalInt.empty()
                : OptionalInt.of(number(values, Setting.PROMETHEUS, 1, HIGHEST_PORT));
    }

    private static Flush flush(String value) {
        return switch (value) {
            case "async" -> Flush.ASYNC_FLUSH;
            case "sync" -> Flush.SYNC_FLUSH;
            default -> throw new Refused("--flush must be async or sync, not '" + value + "'.");
        };
    }

    private static String heap(String value) {
        if (!HEAP.matcher(value).matches()) {
            throw new Refused("--heap must be a number with m or g, like 512m, not '" + value + "'.");
        }
        return value;
    }

    private static int number(Map<Setting, String> values, Setting setting, int lowest, int highest) {
        var value = values.get(setting);
        int number = NUMBER.matcher(value).matches() ? Integer.parseInt(value) : lowest - 1;
        if (number < lowest || number > highest) {
            throw new Refused(
                    setting.option() + " must be from " + lowest + " to " + highest + ", not '" + value + "'.");
        }
        return number;
    }
}
