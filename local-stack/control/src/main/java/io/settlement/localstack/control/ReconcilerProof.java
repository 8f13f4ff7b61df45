package io.settlement.localstack.control;

import io.settlement.ledger.ShardId;
import io.settlement.load.outcome.Proof;
import io.settlement.money.CurrencyCode;
import io.settlement.reconciliation.Break;
import io.settlement.reconciliation.Reconciler;
import io.settlement.reconciliation.ReconciliationReport;
import io.settlement.reconciliation.ShardTotals;
import io.settlement.reconciliation.UnreadShard;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The demo's proof is the system's own: every shard in one snapshot, then the legs between the shards. */
record ReconcilerProof(Reconciler reconciler) implements Proof {

    ReconcilerProof(Map<ShardId, DataSource> shards) {
        this(new Reconciler(shards));
    }

    @Override
    public Report prove() {
        var report = reconciler.reconcile();
        var byCurrency = report.totals().stream()
                .collect(Collectors.groupingBy(ShardTotals::currency, TreeMap::new, Collectors.toList()));
        return new Report(
                byCurrency.entrySet().stream()
                        .map(currency -> conserved(currency.getKey(), currency.getValue()))
                        .toList(),
                breaks(report));
    }

    private static List<String> breaks(ReconciliationReport report) {
        return Stream.of(
                        report.breaks().stream().map(Break::line),
                        report.breaksLeftOut() ? Stream.of("BREAK ... and more") : Stream.<String>empty(),
                        report.unread().stream().map(UnreadShard::line),
                        report.atRest() ? Stream.<String>empty() : Stream.of("the books were not at rest when proved"))
                .flatMap(lines -> lines)
                .toList();
    }

    private static Conserved conserved(String currency, List<ShardTotals> shards) {
        return new Conserved(
                CurrencyCode.of(currency),
                shards.size(),
                count(shards, ShardTotals::accounts),
                count(shards, ShardTotals::transfers),
                count(shards, ShardTotals::postings),
                count(shards, ShardTotals::legs),
                money(shards, ShardTotals::sum),
                money(shards, ShardTotals::clearing),
                money(shards, ShardTotals::due));
    }

    private static long count(List<ShardTotals> shards, ToLongFunction<ShardTotals> column) {
        return shards.stream().mapToLong(column).sum();
    }

    private static long money(List<ShardTotals> shards, Function<ShardTotals, BigInteger> column) {
        return shards.stream()
                .map(column)
                .reduce(BigInteger.ZERO, BigInteger::add)
                .longValueExact();
    }
}
