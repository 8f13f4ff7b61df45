package io.settlement.reconciliation;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What one run of the {@link Reconciler} found.
 *
 * @param totals one per shard that could be read and currency that it has, by currency, then shard
 * @param breaks the mismatches found, at most a thousand of each kind on each shard
 * @param breaksLeftOut whether there were more; how many more is not known
 * @param unread the shards that could not be read to the end
 * @param quiet whether no shard's journal moved from the first snapshot to the last, so that all snapshots together
 *     are one state of the whole system
 */
public record ReconciliationReport(
        List<ShardTotals> totals, List<Break> breaks, boolean breaksLeftOut, List<UnreadShard> unread, boolean quiet) {

    public ReconciliationReport {
        totals = List.copyOf(totals);
        breaks = List.copyOf(breaks);
        unread = List.copyOf(unread);
    }

    /** True only if every shard was read to the end and nothing was wrong. A shard that is away proves nothing. */
    public boolean conserved() {
        return breaks.isEmpty() && unread.isEmpty();
    }

    /** True if all shards were read while nothing moved and no transfer was in flight: only then is DUE zero over all. */
    public boolean atRest() {
        return unread.isEmpty() && quiet && totals.stream().allMatch(shard -> shard.debited() == 0);
    }

    /**
     * By currency, in minor units, how far CLEARING of the shards that were read is from their DEBITED transfers, and their
     * balances from a sum of zero: zero unless the books are wrong. Not every break shows here, a double credit does not.
     */
    public Map<String, BigInteger> differences() {
        var differences = new TreeMap<String, BigInteger>();
        totals.forEach(shard -> differences.merge(
                shard.currency(),
                shard.clearing()
                        .subtract(shard.inFlight())
                        .abs()
                        .add(shard.sum().abs()),
                BigInteger::add));
        return differences;
    }

    /**
     * The report as text: breaks and unread shards first, then per currency
     *
     * <pre>CONSERVED currency=CNY shards=4 accounts=.. transfers=.. postings=.. legs=.. sum=0 in_flight=0 due=0</pre>
     *
     * with sums in minor units over all shards that were read; {@code BROKEN} instead of {@code CONSERVED}, for all
     * currencies, unless {@link #conserved()}.
     */
    public List<String> lines() {
        var verdict = conserved() ? "CONSERVED" : "BROKEN";
        return Stream.of(
                        breaks.stream().map(Break::line),
                        breaksLeftOut ? Stream.of("BREAK ... and more of the same kinds") : Stream.<String>empty(),
                        unread.stream().map(UnreadShard::line),
                        CurrencyTotals.of(totals).stream().map(currency -> verdict + " " + currency.line()))
                .flatMap(lines -> lines)
                .toList();
    }
}
