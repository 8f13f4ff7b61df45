package io.settlement.ledger.shard;

import io.settlement.ledger.BalanceAfter;
import io.settlement.ledger.LedgerInvariantViolated;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.StatementLine;
import io.settlement.ledger.TransferId;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * The lines of one account up to the latest one that its row named when it was read. The row is read first: every line
 * up to its sequence number is committed with it or before and never changes, so that what is read afterwards, statement
 * by statement, is one consistent state without a snapshot.
 */
final class AccountLines {

    /** Lines looked at in one round of a search: 4 rounds find a place among 17 million lines. */
    private static final int PROBES = 64;

    private final StatementMapper statements;
    private final AccountRow account;
    private final ShardId shard;
    private final CurrencyCode currency;

    AccountLines(StatementMapper statements, AccountRow account, ShardId shard) {
        this.statements = statements;
        this.account = account;
        this.shard = shard;
        this.currency = CurrencyCode.of(account.currency());
    }

    long last() {
        return account.accountSeq();
    }

    BalanceAfter latest() {
        return new BalanceAfter(last(), Money.ofMinor(account.balance(), currency));
    }

    /** The balance after a line; after the latest one where there is none of that number yet. */
    BalanceAfter after(long sequence) {
        if (sequence == 0) {
            return start();
        }
        return sequence >= last()
                ? latest()
                : balanceAfter(at(List.of(sequence)).get(0));
    }

    private BalanceAfter start() {
        return new BalanceAfter(0, Money.ofMinor(0, currency));
    }

    private static BalanceAfter balanceAfter(StatementLine line) {
        return new BalanceAfter(line.sequence(), line.balanceAfter());
    }

    /** The lines from {@code first} to {@code end}, both included, as far as they stand. */
    List<StatementLine> between(long first, long end) {
        long upTo = Math.min(end, last());
        if (first > upTo) {
            return List.of();
        }
        List<StatementMapper.LineRow> rows =
                new ArrayList<>(statements.postings(account.accountId(), account.slot(), first, upTo));
        rows.addAll(statements.credits(account.accountId(), account.slot(), first, upTo));
        return complete(rows, upTo - first + 1);
    }

    /**
     * The balance after the last line whose time passes the test. Times never go back along the sequence (the journal
     * sees to it), so the lines that pass a test of the form "before an instant" are the first ones, and a search finds
     * the last of them: three statements a round, each by key.
     */
    BalanceAfter lastThat(Predicate<Instant> passes) {
        var found = start();
        long failing = last() + 1;
        while (failing - found.sequence() > 1) {
            for (var line : at(probes(found.sequence(), failing))) {
                if (!passes.test(line.recordedAt())) {
                    failing = line.sequence();
                    break;
                }
                found = balanceAfter(line);
            }
        }
        return found;
    }

    /** Numbers between the two, evenly: at least one, as long as there is one. */
    private static List<Long> probes(long passing, long failing) {
        long count = Math.min(PROBES, failing - passing - 1);
        long step = (failing - passing) / (count + 1);
        return LongStream.rangeClosed(1, count)
                .mapToObj(i -> passing + i * step)
                .toList();
    }

    private List<StatementLine> at(List<Long> sequences) {
        List<StatementMapper.LineRow> rows =
                new ArrayList<>(statements.postingsAt(account.accountId(), account.slot(), sequences));
        rows.addAll(statements.creditsAt(account.accountId(), account.slot(), sequences));
        return complete(rows, sequences.size());
    }

    /** In the order of the sequence, with their times. A line that is missing is a broken ledger, not a short statement. */
    private List<StatementLine> complete(List<StatementMapper.LineRow> rows, long expected) {
        if (rows.size() != expected) {
            throw new LedgerInvariantViolated("lines of account " + account.accountId(), expected, rows.size());
        }
        rows.sort(Comparator.comparing(StatementMapper.LineRow::accountSeq));
        var times = times(rows);
        return rows.stream()
                .map(row -> new StatementLine(
                        row.accountSeq(),
                        row.kind(),
                        Money.ofMinor(row.amount(), currency),
                        Money.ofMinor(row.balanceAfter(), currency),
                        new TransferId(row.transferId()),
                        times.get(row.txnId())))
                .toList();
    }

    private Map<Long, Instant> times(List<StatementMapper.LineRow> rows) {
        Map<Long, Instant> times = new HashMap<>();
        var txnIds =
                rows.stream().map(StatementMapper.LineRow::txnId).distinct().toList();
        statements
                .entries(shard.pinnedSlot().number(), txnIds)
                .forEach(entry -> times.put(entry.txnId(), entry.recordedAt().toInstant(ZoneOffset.UTC)));
        return times;
    }
}
