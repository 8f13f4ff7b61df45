package io.settlement.ledger.shard;

import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferPage;
import io.settlement.ledger.TransferQuery;
import io.settlement.ledger.TransferQuery.Direction;
import io.settlement.sharding.ShardedDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lists the transfers of an account, newest first. What stood when the first page was read is listed once and only once
 * however much is written meanwhile: a walk goes towards the older ones, and new ones stand behind it. Safe for any
 * number of threads.
 */
public final class TransferLists {

    /** The most transfers that one page has. */
    public static final int MOST_PER_PAGE = 200;

    /** The most rows that one page looks at; a page that reaches it is short, and the list goes on. */
    static final int MOST_LOOKED_AT = 1000;

    private static final int CHUNK = 250;

    private final OutgoingTransfers outgoing;
    private final IncomingTransfers incoming;

    TransferLists(ShardTransactions transactions, ShardedDatabase database) {
        this.outgoing = new OutgoingTransfers(transactions, database);
        this.incoming = new IncomingTransfers(transactions, database);
    }

    /** A transfer at its place in a list; empty where the time asked for does not cover it. */
    record Placed(long place, Optional<Transfer> transfer) {}

    /** The rows of one direction in the order of the list: by falling place. */
    interface Walk {

        /** A place that nothing which is asked for is at or above. */
        long start(TransferQuery query);

        /** The next so many below a place; fewer are the end of the list. */
        List<Placed> next(TransferQuery query, long before, int most);
    }

    /**
     * A page of an account's transfers.
     *
     * @param from where an earlier page of the same query ended, empty for the newest
     * @param limit transfers at most, up to {@link #MOST_PER_PAGE}
     */
    public TransferPage page(TransferQuery query, Optional<Long> from, int limit) {
        Walk walk = query.direction() == Direction.OUTGOING ? outgoing : incoming;
        return fill(walk, query, from.orElseGet(() -> walk.start(query)), Math.min(limit, MOST_PER_PAGE));
    }

    private static TransferPage fill(Walk walk, TransferQuery query, long from, int limit) {
        // One more than is shown tells whether the list goes on.
        int chunk = query.passesOverRows() ? CHUNK : limit + 1;
        List<Transfer> shown = new ArrayList<>();
        long passed = from;
        for (int lookedAt = 0; lookedAt < MOST_LOOKED_AT; lookedAt += chunk) {
            var rows = walk.next(query, passed, chunk);
            for (var row : rows) {
                if (shown.size() == limit) {
                    return new TransferPage(shown, Optional.of(passed));
                }
                row.transfer().filter(query::matches).ifPresent(shown::add);
                passed = row.place();
            }
            if (rows.size() < chunk) {
                return new TransferPage(shown, Optional.empty());
            }
        }
        return new TransferPage(shown, Optional.of(passed));
    }
}
