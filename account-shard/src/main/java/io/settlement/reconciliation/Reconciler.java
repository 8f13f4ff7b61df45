package io.settlement.reconciliation;

import io.settlement.ledger.ShardId;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

/**
 * Proves from the tables that every shard's books agree with themselves and with each other. It only reads, takes no
 * locks, needs no broker, and may run while money moves: it reports no break that is not one. At most two shards are
 * proved at once, so that a proof takes little from a server that holds them all; a run needs one connection per shard.
 *
 * <p>Safe for use by several threads; each call is a run of its own.
 */
public final class Reconciler {

    private static final int PAGE_SIZE = 2_000;
    private static final int SHARDS_AT_ONCE = 2;

    private final Map<ShardId, DataSource> shards;

    /** @param shards the physical database of every shard; whoever leaves one out proves nothing about the whole */
    public Reconciler(Map<ShardId, DataSource> shards) {
        if (shards.isEmpty()) {
            throw new IllegalArgumentException("a proof needs at least one shard");
        }
        this.shards = new TreeMap<>(shards);
    }

    /** Reads everything once. A shard that cannot be read is named in the report, and the others are read all the same. */
    public ReconciliationReport reconcile() {
        var findings = new Findings();
        var views = views(findings);
        boolean quiet = nothingMovedSince(views, findings);
        views.values().forEach(view -> view.breaks().forEach(findings::add));
        ForeignDatabases.find(views).forEach(findings::add);
        proveLegs(findings);
        return withDueAtRest(totalsOf(views), quiet, findings);
    }

    private Map<ShardId, ShardView> views(Findings findings) {
        var views = new ConcurrentSkipListMap<ShardId, ShardView>();
        var threads = Executors.newFixedThreadPool(SHARDS_AT_ONCE);
        try {
            CompletableFuture.allOf(shards.keySet().stream()
                            .map(shard -> CompletableFuture.runAsync(
                                    () -> findings.reading(shard, () -> views.put(shard, view(shard))), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            threads.shutdown();
        }
        return views;
    }

    private ShardView view(ShardId shard) throws SQLException {
        try (var connection = new ReadOnlyConnection(shards.get(shard))) {
            connection.startSnapshot();
            return ShardView.read(shard, connection);
        }
    }

    /** If no journal went on since its snapshot, all snapshots show the state of this one moment. */
    private boolean nothingMovedSince(Map<ShardId, ShardView> views, Findings findings) {
        var now = new TreeMap<ShardId, Optional<ShardView.Head>>();
        shards.keySet().forEach(shard -> findings.reading(shard, () -> now.put(shard, head(shard))));
        return findings.allRead()
                && views.entrySet().stream()
                        .allMatch(view -> view.getValue().head().equals(now.get(view.getKey())));
    }

    private Optional<ShardView.Head> head(ShardId shard) throws SQLException {
        try (var connection = new ReadOnlyConnection(shards.get(shard))) {
            return ShardView.readHead(connection);
        }
    }

    private void proveLegs(Findings findings) {
        var connections = new TreeMap<ShardId, ReadOnlyConnection>();
        try {
            shards.forEach((shard, dataSource) ->
                    findings.reading(shard, () -> connections.put(shard, new ReadOnlyConnection(dataSource))));
            new LegProof(connections, PAGE_SIZE, findings).prove();
        } finally {
            connections.forEach((shard, connection) -> giveBack(shard, connection, findings));
        }
    }

    private static void giveBack(ShardId shard, ReadOnlyConnection connection, Findings findings) {
        try {
            connection.close();
        } catch (SQLException failed) {
            findings.failed(shard, failed);
        }
    }

    private static List<ShardTotals> totalsOf(Map<ShardId, ShardView> views) {
        return views.values().stream()
                .flatMap(view -> view.totals().stream())
                .sorted(Comparator.comparing(ShardTotals::currency).thenComparing(ShardTotals::shard))
                .toList();
    }

    private static ReconciliationReport withDueAtRest(List<ShardTotals> totals, boolean quiet, Findings findings) {
        if (findings.report(totals, quiet).atRest()) {
            CurrencyTotals.of(totals).stream()
                    .filter(currency -> currency.due().signum() != 0)
                    .map(CurrencyTotals::dueNotZero)
                    .forEach(findings::add);
        }
        return findings.report(totals, quiet);
    }
}
