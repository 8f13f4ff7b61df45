package io.settlement.ledger.shard;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.BalanceAfter;
import io.settlement.ledger.StatementLine;
import io.settlement.ledger.StatementPage;
import io.settlement.ledger.StatementQuery;
import io.settlement.ledger.StatementQuery.FromLine;
import io.settlement.ledger.StatementQuery.Period;
import io.settlement.ledger.StatementQuery.RestOfPeriod;
import io.settlement.sharding.ShardedDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Reads the statements of accounts: their postings and credits in the order of their sequence. Safe for any number of
 * threads.
 *
 * <p><b>Time.</b> A line's time is that of its journal entry. Along a shard's journal, and so along each account's
 * sequence, times never go back, whatever the clocks of the services do: an entry is given at least the time of the one
 * before. The lines up to an instant are therefore a first part of the statement, and balance and sequence at an instant
 * are those after its last line. What is told of an instant is final as soon as the shard has recorded anything later;
 * until then a transaction that began before may still commit with an earlier time.
 *
 * <p><b>Cost.</b> A page by number is three statements by key. A search by time adds three statements a round, one round
 * for up to 64 lines, four for up to 17 million; nothing is scanned, and no index on time is kept.
 */
public final class Statements {

    /** The most lines that one page has. */
    public static final int MOST_LINES = 500;

    private final ShardTransactions transactions;
    private final ShardedDatabase database;
    private final AccountMapper accounts;
    private final StatementMapper statements;

    Statements(ShardTransactions transactions, ShardedDatabase database, LedgerMappers mappers) {
        this.transactions = transactions;
        this.database = database;
        this.accounts = mappers.get(AccountMapper.class);
        this.statements = mappers.get(StatementMapper.class);
    }

    /**
     * A page of an account's statement in the order of its sequence, without a gap.
     *
     * @param first the sequence number to start at, 1 for the beginning
     * @param limit lines at most, up to {@link #MOST_LINES}
     */
    public List<StatementLine> lines(AccountId id, long first, int limit) {
        return page(id, new FromLine(first), limit).map(StatementPage::lines).orElse(List.of());
    }

    /**
     * A page of an account's statement with the balances before and after.
     *
     * @param limit lines at most, up to {@link #MOST_LINES}
     * @return empty where there is no such account of a customer
     */
    public Optional<StatementPage> page(AccountId id, StatementQuery query, int limit) {
        return read(id, lines -> page(lines, query, Math.min(limit, MOST_LINES)));
    }

    /**
     * The balance as it is.
     *
     * @return empty where there is no such account of a customer
     */
    public Optional<BalanceAfter> latest(AccountId id) {
        return read(id, AccountLines::latest);
    }

    /**
     * The balance after the last line recorded at or before an instant; zero, at sequence 0, where there is none. An
     * instant that is still to come gives the balance as it is.
     *
     * @return empty where there is no such account of a customer
     */
    public Optional<BalanceAfter> balanceAt(AccountId id, Instant instant) {
        return read(id, lines -> lines.lastThat(recordedAt -> !recordedAt.isAfter(instant)));
    }

    private <T> Optional<T> read(AccountId id, Function<AccountLines, T> reader) {
        var shard = database.shardOf(id.slot());
        return transactions.read(
                shard,
                session -> Optional.ofNullable(
                                accounts.find(id.value(), id.slot().number()))
                        .filter(AccountRow::isCustomers)
                        .map(account -> reader.apply(new AccountLines(statements, account, shard))));
    }

    private static StatementPage page(AccountLines lines, StatementQuery query, int limit) {
        if (query instanceof FromLine from) {
            return fromLine(lines, from.first(), limit);
        }
        if (query instanceof Period period) {
            var opening = lines.lastThat(recordedAt -> recordedAt.isBefore(period.since()));
            var closing = lines.lastThat(recordedAt -> recordedAt.isBefore(period.until()));
            return within(lines, opening, closing, opening.sequence() + 1, limit);
        }
        var rest = (RestOfPeriod) query;
        return within(lines, lines.after(rest.opening()), lines.after(rest.closing()), rest.next(), limit);
    }

    private static StatementPage fromLine(AccountLines lines, long first, int limit) {
        if (first > lines.last()) {
            return new StatementPage(lines.latest(), lines.latest(), List.of(), OptionalLong.empty());
        }
        var page = lines.between(first, first + limit - 1);
        var firstLine = page.get(0);
        var lastLine = page.get(page.size() - 1);
        return new StatementPage(
                new BalanceAfter(
                        first - 1,
                        firstLine.balanceAfter().plus(firstLine.amount().negated())),
                new BalanceAfter(lastLine.sequence(), lastLine.balanceAfter()),
                page,
                nextAfter(lastLine.sequence(), lines.last()));
    }

    private static StatementPage within(
            AccountLines lines, BalanceAfter opening, BalanceAfter closing, long next, int limit) {
        long end = Math.min(closing.sequence(), next + limit - 1);
        return new StatementPage(opening, closing, lines.between(next, end), nextAfter(end, closing.sequence()));
    }

    private static OptionalLong nextAfter(long shown, long last) {
        return shown < last ? OptionalLong.of(shown + 1) : OptionalLong.empty();
    }
}
