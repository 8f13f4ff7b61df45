package io.settlement.reconciliation;

import io.settlement.ledger.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds databases that are not what the caller took them for: swapped URLs, another cluster, a schema without books. */
final class ForeignDatabases {

    private ForeignDatabases() {}

    static List<Break> find(Map<ShardId, ShardView> views) {
        var breaks = new ArrayList<Break>();
        views.forEach((shard, view) -> {
            var found = view.head().map(head -> "shard " + head.shard()).orElse("no shard_head");
            if (!found.equals(shard.toString())) {
                breaks.add(foreign(shard, shard.toString(), found));
            }
        });
        breaks.addAll(strangers(views));
        return breaks;
    }

    private static List<Break> strangers(Map<ShardId, ShardView> views) {
        var breaks = new ArrayList<Break>();
        var clusters = new ArrayList<String>();
        views.forEach((shard, view) -> view.head().map(ShardView.Head::cluster).ifPresent(cluster -> {
            clusters.add(cluster);
            if (!cluster.equals(clusters.get(0))) {
                breaks.add(foreign(shard, "cluster " + clusters.get(0), "cluster " + cluster));
            }
        }));
        return breaks;
    }

    private static Break foreign(ShardId shard, String expected, String found) {
        return Break.on(shard, BreakKind.FOREIGN_DATABASE, Break.NO_CURRENCY, "shard_head", expected, found);
    }
}
