package io.settlement.testing;

import io.settlement.faults.Checkpoints;
import io.settlement.faults.ChildJvm;
import io.settlement.faults.StatementEvent;
import io.settlement.faults.StatementFaults;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.DebitBatch;
import io.settlement.ledger.DebitItem;
import io.settlement.ledger.IdempotencyKey;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferId;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.ShardingProperties.Database;
import io.settlement.sharding.TimeSortedIds;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A ledger in a process of its own, to be stopped in the middle of a transaction. Reads orders such as {@code
 * "debit first batchId transferId payer payee amount"} from its parent, prints READY, OK or what failed.
 */
public final class PausedLedger {

    /** What the ledger is to take its server for: what it is, or MySQL in any case. */
    public static final String AS_IT_IS = "as-it-is";

    public static final String AS_MYSQL = "as-mysql";

    public static final String FIRST = "after-first-statement";
    public static final String COMMIT = "before-commit";

    private PausedLedger() {}

    /** @param arguments what to take the server for, cluster id, slot map, then URL, user, password of control and shards */
    public static void main(String[] arguments) throws InterruptedException {
        List<Database> databases = new ArrayList<>();
        for (int i = 3; i < arguments.length; i += 3) {
            databases.add(new Database(arguments[i], arguments[i + 1], arguments[i + 2]));
        }
        var shards = databases.subList(1, databases.size());
        var properties = new ShardingProperties(arguments[1], arguments[2], databases.get(0), shards, 4);
        var ids = new TimeSortedIds(40, Clock.systemUTC());
        try (var node = arguments[0].equals(AS_MYSQL)
                ? new LedgerNode(properties, ids, (shard, pool) -> MySqlPretence.over(pool))
                : new LedgerNode(properties, ids, (shard, pool) -> pool)) {
            System.out.println("READY");
            while (true) {
                ChildJvm.awaitSent(Duration.ofSeconds(1)).ifPresent(order -> carryOut(node, order.split(" ")));
            }
        }
    }

    private static void carryOut(LedgerNode node, String[] order) {
        Runnable work = prepare(node, order);
        var shard = new ShardId(Integer.parseInt(order[2]));
        node.faults(shard).add(StatementFaults.afterNth(1, statementOf(order), event -> Checkpoints.reached(FIRST)));
        node.faults(shard).add(StatementFaults.beforeNth(1, commitOf(order), event -> Checkpoints.reached(COMMIT)));
        try {
            work.run();
            System.out.println("OK");
        } catch (RuntimeException failed) {
            System.out.println("FAILED " + failed.getClass().getSimpleName());
        } finally {
            node.heal();
        }
    }

    private static Predicate<StatementEvent> statementOf(String[] order) {
        return LedgerNode.anyStatement().and(event -> order[1].equals(FIRST));
    }

    private static Predicate<StatementEvent> commitOf(String[] order) {
        return event -> order[1].equals(COMMIT) && event.kind() == StatementEvent.Kind.COMMIT;
    }

    /** What is needed beforehand is done beforehand, so that the pause strikes the transaction that is meant. */
    private static Runnable prepare(LedgerNode node, String[] order) {
        var shard = new ShardId(Integer.parseInt(order[2]));
        var source = node.ledger().source();
        if (order[0].equals("debit")) {
            var instruction = LedgerNode.transfer(
                    new IdempotencyKey(order[4]), account(order[5]), account(order[6]), Long.parseLong(order[7]));
            var item = new DebitItem(
                    new TransferId(node.ids().next(instruction.source().slot())), instruction);
            return () -> source.debit(new DebitBatch(BatchId.parse(order[3]), shard, List.of(item)));
        }
        var transfer = source.find(TransferId.parse(order[3])).orElseThrow();
        if (order[0].equals("credit")) {
            return () -> node.ledger().destination().credit(shard, List.of(transfer));
        }
        var legs = node.ledger()
                .destination()
                .legs(node.shardOf(transfer.instruction().destination()), List.of(transfer));
        return () -> source.finish(shard, legs);
    }

    private static AccountId account(String text) {
        return AccountId.parse(text);
    }
}
