package io.settlement.reconciliation;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The totals of one currency over the shards that were read. */
record CurrencyTotals(String currency, List<ShardTotals> shards) {

    static List<CurrencyTotals> of(List<ShardTotals> totals) {
        var byCurrency = totals.stream()
                .collect(Collectors.groupingBy(ShardTotals::currency, TreeMap::new, Collectors.toList()));
        return byCurrency.entrySet().stream()
                .map(entry -> new CurrencyTotals(entry.getKey(), entry.getValue()))
                .toList();
    }

    BigInteger due() {
        return money(ShardTotals::due);
    }

    /** The break that a DUE left over at rest is; it belongs to no one shard. */
    Break dueNotZero() {
        return new Break(
                BreakKind.DUE_NOT_ZERO, Optional.empty(), currency, "DUE of all shards", "0", due().toString());
    }

    String line() {
        return "currency=" + currency
                + " shards=" + shards.size()
                + " accounts=" + count(ShardTotals::accounts)
                + " transfers=" + count(ShardTotals::transfers)
                + " postings=" + count(ShardTotals::postings)
                + " legs=" + count(ShardTotals::legs)
                + " sum=" + money(ShardTotals::sum)
                + " in_flight=" + money(ShardTotals::inFlight)
                + " due=" + due();
    }

    private long count(ToLongFunction<ShardTotals> column) {
        return shards.stream().mapToLong(column).sum();
    }

    private BigInteger money(Function<ShardTotals, BigInteger> column) {
        return shards.stream().map(column).reduce(BigInteger.ZERO, BigInteger::add);
    }
}
