package io.settlement.localstack.control;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.settlement.contract.Topics;
import io.settlement.ledger.ShardId;
import io.settlement.load.RunTarget;
import io.settlement.load.RunningStack;
import io.settlement.load.door.Producers;
import io.settlement.localstack.BrokerAdmin;
import io.settlement.localstack.Engine;
import io.settlement.sharding.ShardingProperties.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;

/** The stack of one demo, as the demo sees it. */
final class DemoStack implements RunningStack {
    private static final int CONNECTIONS_PER_SHARD = 3;

    private final Stack stack;
    private final StackLock alone;
    private final boolean keep;
    private final Interruption interruption;
    private final BrokerAdmin broker;
    private final Map<ShardId, HikariDataSource> shards = new TreeMap<>();

    /** @param alone released when the demo is over */
    DemoStack(Stack stack, StackLock alone, boolean keep, Interruption interruption) {
        this.stack = stack;
        this.alone = alone;
        this.keep = keep;
        this.interruption = interruption;
        this.broker = stack.broker().admin();
        var databases = stack.databases().forServices().shards();
        for (int shard = 0; shard < databases.size(); shard++) {
            shards.put(new ShardId(shard), open(databases.get(shard)));
        }
    }

    @Override
    public RunTarget target() {
        var producers = stack.services(ServiceKind.PRODUCER).stream()
                .map(SettlementService::address)
                .toList();
        Map<ShardId, DataSource> sources = new TreeMap<>(shards);
        var doors = new Producers(producers, OperatorKey.of(stack).text());
        return new RunTarget(doors, sources, Optional.of(() -> broker.endOffset(Topics.TRANSFERS_DEBITED)));
    }

    @Override
    public List<String> notes() {
        if (!keep) {
            return List.of();
        }
        var folder = stack.data().path();
        var notes = new ArrayList<String>();
        notes.add("Everything keeps running:");
        notes.addAll(new Addresses(stack).lines());
        notes.add("Look: scripts/status --data " + folder + "   Stop: scripts/down --wipe --data " + folder);
        return notes;
    }

    /** Kills rather than stops, because nobody will read the data; unless it is kept, also when interrupted. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try (alone) {
            shards.values().forEach(HikariDataSource::close);
            broker.close();
            stack.close();
            end();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void end() {
        var processes = stack.members().stream().map(Engine::process).toList();
        if (!keep) {
            StackStop.kill(processes);
            stack.data().wipe();
        } else if (interruption.isUnderWay()) {
            StackStop.stop(processes);
        }
    }

    private static HikariDataSource open(Database database) {
        var config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(database.username());
        config.setPassword(database.password());
        config.setMaximumPoolSize(CONNECTIONS_PER_SHARD);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }
}
