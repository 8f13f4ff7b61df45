package io.settlement.ledger.shard;

import io.settlement.ledger.Account;
import io.settlement.ledger.AccountSearch;
import io.settlement.ledger.ExternalNumber;
import io.settlement.ledger.ShardId;
import io.settlement.sharding.ShardedDatabase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Lists accounts over all shards, one shard after the other. Each shard is asked for one page at most, by an index in the
 * order of ids, so that a list costs the same however many accounts an owner has. Safe for any number of threads.
 */
public final class AccountList {

    /** The most accounts that one page has, and one more to tell whether another page follows. */
    public static final int MOST_ACCOUNTS = 201;

    private final ShardTransactions transactions;
    private final ShardedDatabase database;
    private final AccountMapper accounts;
    private final Map<ShardId, String> slots = new ConcurrentHashMap<>();

    AccountList(ShardTransactions transactions, ShardedDatabase database, LedgerMappers mappers) {
        this.transactions = transactions;
        this.database = database;
        this.accounts = mappers.get(AccountMapper.class);
    }

    /**
     * The first accounts of a search by ascending id. Ids ascend with time, nearly: an account that is opened while a
     * list is paged through may be missed by it, one that stood before the first page is in it once.
     *
     * @param after the id that the page before ended with; 0 for the first page
     * @param limit accounts at most, up to {@link #MOST_ACCOUNTS}
     * @throws ShardNotAnswering where one shard cannot be read: a list that leaves its accounts out would be a lie
     */
    public List<Account> find(AccountSearch search, long after, int limit) {
        int most = Math.min(limit, MOST_ACCOUNTS);
        List<Account> found = new ArrayList<>();
        database.slotMap().shards().forEach(shard -> found.addAll(onShard(shard, search, after, most)));
        found.sort(Comparator.comparing(Account::id));
        return List.copyOf(found.subList(0, Math.min(most, found.size())));
    }

    private List<Account> onShard(ShardId shard, AccountSearch search, long after, int limit) {
        try {
            return transactions
                    .read(
                            shard,
                            session -> accounts.list(
                                    search.owner().orElse(null),
                                    search.externalNumber()
                                            .map(ExternalNumber::value)
                                            .orElse(null),
                                    after,
                                    limit,
                                    slots.computeIfAbsent(shard, this::slotsOf)))
                    .stream()
                    .map(AccountRow::toAccount)
                    .toList();
        } catch (RuntimeException failed) {
            throw DatabaseTrouble.isPoison(failed) ? failed : new ShardNotAnswering(shard, failed);
        }
    }

    private String slotsOf(ShardId shard) {
        return database.slotMap().slotsOf(shard).stream()
                .map(slot -> Integer.toString(slot.number()))
                .collect(Collectors.joining(", "));
    }
}
