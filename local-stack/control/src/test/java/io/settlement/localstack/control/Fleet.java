package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.settlement.client.ClientOptions;
import io.settlement.client.SettlementClient;
import io.settlement.client.nacos.NacosProducers;
import io.settlement.client.nacos.NacosRegistry;
import io.settlement.ledger.ShardId;
import io.settlement.localstack.Lifetime;
import io.settlement.localstack.TestEngines;
import java.net.URI;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Two producers and two consumers as {@code scripts/up} runs them, and what stands in their tables. */
final class Fleet implements AutoCloseable {

    private static final Path DATA = Path.of("target", "fleet-it").toAbsolutePath();

    private final CommandRun run = new CommandRun();
    private final Map<ShardId, DataSource> shards = new TreeMap<>();
    private Stack stack;

    void start() {
        assertThat(command("up", freshOptions())).as(run::err).isZero();
        var folder = new DataFolder(DATA);
        stack = new Stack(folder, folder.recorded().orElseThrow(), Lifetime.DETACHED);
        var databases = stack.databases().forServices().shards();
        for (int shard = 0; shard < databases.size(); shard++) {
            var pool = new HikariDataSource();
            pool.setJdbcUrl(databases.get(shard).jdbcUrl());
            pool.setUsername(databases.get(shard).username());
            pool.setPassword(databases.get(shard).password());
            pool.setMaximumPoolSize(3);
            shards.put(new ShardId(shard), pool);
        }
    }

    @Override
    public void close() {
        shards.values().forEach(shard -> ((HikariDataSource) shard).close());
        if (stack != null) {
            stack.close();
        }
        command("down", "--wipe");
    }

    SettlementService service(ServiceKind kind, int number) {
        return stack.services(kind).get(number);
    }

    String operatorKey() {
        return OperatorKey.of(stack).text();
    }

    /** Knows the addresses of all producers and repeats at the next one, with the same key, until the answer is definite. */
    SettlementClient patientClient() {
        var addresses = stack.services(ServiceKind.PRODUCER).stream()
                .map(SettlementService::address)
                .toArray(URI[]::new);
        return SettlementClient.of(ClientOptions.of(operatorKey(), addresses));
    }

    /** Those that Nacos names, as long as it is open. */
    NacosProducers producersInNacos() {
        var nacos = stack.nacos();
        return NacosProducers.follow(NacosRegistry.at(nacos.address())
                .withNamespace(nacos.namespace())
                .withAccount(nacos.application().user(), nacos.application().password()));
    }

    /** Asks one of them for each call, once: what fails there has failed. */
    SettlementClient impatientClient(NacosProducers producers) {
        return SettlementClient.of(ClientOptions.of(operatorKey(), producers).withTries(1));
    }

    boolean isInNacos(SettlementService service) {
        return stack.registry()
                .isRegistered(service.kind().serviceName(), service.address().getPort());
    }

    ToldEvents toldEvents() {
        return new ToldEvents(stack.broker());
    }

    Map<ShardId, DataSource> shards() {
        return shards;
    }

    /** How many transfers there are, whatever became of them. */
    long transfers() {
        List<Long> counts = read("SELECT COUNT(*) FROM transfer WHERE kind = 'TRANSFER'", rows -> rows.getLong(1));
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /** The number of the last line of each customer's account that has lines. */
    Map<Long, Long> lastLines() {
        Map<Long, Long> lines = new HashMap<>();
        read(
                "SELECT account_id, account_seq FROM account WHERE type IN ('SA', 'SP') AND account_seq > 0",
                rows -> lines.put(rows.getLong(1), rows.getLong(2)));
        return lines;
    }

    @FunctionalInterface
    private interface Row<T> {
        T read(ResultSet rows) throws SQLException;
    }

    private <T> List<T> read(String sql, Row<T> row) {
        List<T> found = new ArrayList<>();
        for (var shard : shards.values()) {
            try (var connection = shard.getConnection();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    found.add(row.read(rows));
                }
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }
        return found;
    }

    private static String[] freshOptions() {
        var options = new ArrayList<>(List.of("--shards", "2", "--producers", "2", "--consumers", "2"));
        TestEngines.givenMySql()
                .ifPresent(mysql ->
                        options.addAll(List.of("--mysqld", mysql.server().toString())));
        StackPorts.free(1).forEach((setting, port) -> options.addAll(List.of(setting.option(), port)));
        return options.toArray(String[]::new);
    }

    private int command(String name, String... options) {
        var all = new ArrayList<>(List.of(name, "--data", DATA.toString()));
        all.addAll(List.of(options));
        return run.execute(all.toArray(String[]::new));
    }
}
