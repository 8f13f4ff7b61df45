package io.settlement.reconciliation;

import static io.settlement.reconciliation.ShardBook.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.ShardId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Proves a larger book, so that the paging between shards is walked and a plan that is quadratic shows. More transfers
 * with {@code -Dproof.transfers=1000000}.
 */
class ReconcilerScaleIT {

    private static final int TRANSFERS = Integer.getInteger("proof.transfers", 10_000);
    private static final int BATCH = 250;
    private static final int ACCOUNTS = 1_000;
    private static final long SEED = 20_261_101;

    private final Random random = new Random(SEED);

    @Test
    void provesALargeBookAndFindsTheOneMissingLeg() throws Exception {
        try (var database = TestDatabase.start(2)) {
            var books = write(database);
            var reconciler =
                    new Reconciler(Map.of(new ShardId(0), database.reader(0), new ShardId(1), database.reader(1)));

            long start = System.nanoTime();
            var report = reconciler.reconcile();
            var took = Duration.ofNanos(System.nanoTime() - start);

            System.out.println(TRANSFERS + " transfers, seed " + SEED + ", proved in " + took + " " + report.lines());
            assertThat(report.lines()).hasSize(1).first().asString().startsWith("CONSERVED");
            assertThat(report.atRest()).isTrue();
            assertThat(took).isLessThan(Duration.ofSeconds(60));

            books.get(1).sql("DELETE FROM credit_leg WHERE outcome = 'REFUSED' ORDER BY transfer_id DESC LIMIT 1");
            assertThat(reconciler.reconcile().breaks()).extracting(Break::kind).containsOnlyOnce(BreakKind.LEG_MISSING);
        }
    }

    private List<ShardBook> write(TestDatabase database) throws SQLException {
        var numbers = new AtomicLong(1_000_000);
        var books = new ArrayList<ShardBook>();
        var accounts = new ArrayList<List<Long>>();
        for (int shard = 0; shard < 2; shard++) {
            var book = new ShardBook(new ShardId(shard), database.writer(shard), numbers).initialise("CNY");
            books.add(book);
            accounts.add(open(book, 500 * shard));
        }
        for (int batch = 0; batch < TRANSFERS / BATCH; batch++) {
            int from = batch % 2;
            settle(
                    books,
                    from,
                    IntStream.range(0, BATCH)
                            .mapToObj(i -> anOrder(accounts, from))
                            .toArray(Moved[]::new));
        }
        return books;
    }

    private List<Long> open(ShardBook book, int firstSlot) throws SQLException {
        var accounts = new ArrayList<Long>();
        for (int i = 0; i < ACCOUNTS; i++) {
            accounts.add(book.open(firstSlot + i % 490, "SA", "CNY", 0));
            book.deposit(accounts.get(i), 1_000_000_000, "CNY");
        }
        return accounts;
    }

    private Moved anOrder(List<List<Long>> accounts, int from) {
        var payer = accounts.get(from).get(random.nextInt(ACCOUNTS));
        var payee = accounts.get(1 - from).get(random.nextInt(ACCOUNTS));
        return order(payer, payee, 1 + random.nextInt(1_000));
    }

    /** One transfer of each batch is refused. */
    private static void settle(List<ShardBook> books, int from, Moved... orders) throws SQLException {
        var batch = books.get(from).debit(orders);
        var settled = batch.subList(1, batch.size());
        books.get(1 - from).credit(settled.toArray(Moved[]::new));
        books.get(1 - from).refuse(batch.get(0));
        books.get(from).finish(settled, batch.subList(0, 1));
    }
}
