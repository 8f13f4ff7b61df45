package io.settlement.ledger.shard;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.StatementLine;
import io.settlement.ledger.TransferId;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import io.settlement.sharding.ShardedDatabase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the statements of accounts: their postings and credits in the order of their sequence. Safe for any number of threads. */
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
        var shard = database.shardOf(id.slot());
        return transactions.read(shard, session -> {
            var account = accounts.find(id.value(), id.slot().number());
            if (account == null || !account.isCustomers()) {
                return List.<StatementLine>of();
            }
            // The account row is read first: every line up to its sequence number is committed with it or before.
            long last = Math.min(account.accountSeq(), first + Math.min(limit, MOST_LINES) - 1);
            List<StatementMapper.LineRow> lines =
                    new ArrayList<>(statements.postings(id.value(), id.slot().number(), first, last));
            lines.addAll(statements.credits(id.value(), id.slot().number(), first, last));
            lines.sort(Comparator.comparing(StatementMapper.LineRow::accountSeq));
            return withTimes(lines, shard, CurrencyCode.of(account.currency()));
        });
    }

    private List<StatementLine> withTimes(List<StatementMapper.LineRow> lines, ShardId shard, CurrencyCode currency) {
        if (lines.isEmpty()) {
            return List.of();
        }
        Map<Long, Instant> times = new HashMap<>();
        var txnIds =
                lines.stream().map(StatementMapper.LineRow::txnId).distinct().toList();
        statements
                .entries(shard.pinnedSlot().number(), txnIds)
                .forEach(entry -> times.put(entry.txnId(), entry.recordedAt().toInstant(ZoneOffset.UTC)));
        return lines.stream()
                .map(line -> new StatementLine(
                        line.accountSeq(),
                        line.kind(),
                        Money.ofMinor(line.amount(), currency),
                        Money.ofMinor(line.balanceAfter(), currency),
                        new TransferId(line.transferId()),
                        times.get(line.txnId())))
                .toList();
    }
}
