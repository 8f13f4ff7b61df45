package io.settlement.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.ShardId;
import io.settlement.localstack.RocketMq;
import io.settlement.producer.RunningDoor.Reply;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bulks of which a part cannot be taken. */
@Timeout(60)
class BulkDoorIT {

    private static final ShardId HERE = new ShardId(0);
    private static final ShardId THERE = new ShardId(1);

    private static RocketMq broker;
    private static LedgerFixture cluster;
    private static LedgerNode consumer;
    private static RunningDoor door;

    private AccountId payer;
    private AccountId payee;

    @BeforeAll
    static void start() {
        broker = ProducerNode.sharedBroker();
        cluster = LedgerFixture.of(2);
        consumer = cluster.node(cluster.directProperties());
        door = RunningDoor.open(
                cluster,
                broker,
                "--settlement.batching.queue-capacity=8",
                "--settlement.batching.max-batch=4",
                "--settlement.batching.answer-timeout=8s");
    }

    @AfterAll
    static void stop() {
        door.close();
        cluster.assertConserved();
        cluster.close();
    }

    @BeforeEach
    void openAccounts() {
        payer = consumer.funded(HERE, 10_000);
        payee = consumer.account(THERE);
    }

    @Test
    void onlyTheItemsOfAFullShardAreBusyAndAWholeBulkOnlyIfNothingWasTaken() throws Exception {
        var other = consumer.funded(THERE, 10_000);
        CompletableFuture<Reply> mixed;
        try (var lock = lockRowOf(payer)) {
            var items = new ArrayList<String>();
            for (int i = 0; i < 40; i++) {
                items.add(item(payer, payee));
            }
            items.add(item(other, payer));
            mixed = door.postAsync("/v1/transfers/bulk", "", bulk(items));
            await(() -> consumer.balance(other) < 10_000);
            fill(consumer.funded(HERE, 10_000));

            var nothingTaken =
                    door.post("/v1/transfers/bulk", "", bulk(List.of(item(payer, payee), item(payer, payee))));
            var partTaken = door.post("/v1/transfers/bulk", "", bulk(List.of(item(payer, payee), item(other, payer))));

            assertThat(nothingTaken.status()).isEqualTo(429);
            assertThat(nothingTaken.text("reason")).isEqualTo("QUEUE_FULL");
            assertThat(nothingTaken.header("Retry-After")).isPresent();
            assertThat(partTaken.status()).isEqualTo(200);
            assertThat(codes(partTaken)).containsExactly(429, 202);
            lock.rollback();
        }
        var codes = codes(mixed.get(20, TimeUnit.SECONDS));
        assertThat(codes).hasSize(41);
        assertThat(codes.get(40)).isEqualTo(202);
        assertThat(codes.subList(0, 40)).contains(202, 429).containsOnly(202, 429);
        assertThat(consumer.balance(payer))
                .as("what was answered 429 moved nothing")
                .isEqualTo(10_000
                        - 100
                                * codes.subList(0, 40).stream()
                                        .filter(code -> code == 202)
                                        .count());
    }

    @Test
    void onlyTheItemsOfALostShardAreUnavailable() {
        var other = consumer.funded(THERE, 10_000);
        cut(THERE);
        try {
            var reply = door.post("/v1/transfers/bulk", "", bulk(List.of(item(other, payer), item(payer, payee))));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(codes(reply)).containsExactly(503, 202);
        } finally {
            heal(THERE, other);
        }
    }

    /** Until the lane takes nothing more, also a moment later: one of its threads may not have had its batch yet. */
    private void fill(AccountId crowd) {
        int refusedInARow = 0;
        while (refusedInARow < 3) {
            refusedInARow = isRefusedSoon(door.postAsync("/v1/transfers", RunningDoor.key(), transfer(crowd, payee)))
                    ? refusedInARow + 1
                    : 0;
            pause(50);
        }
    }

    private static boolean isRefusedSoon(CompletableFuture<Reply> reply) {
        try {
            return reply.get(300, TimeUnit.MILLISECONDS).status() == 429;
        } catch (TimeoutException taken) {
            return false;
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }

    private static List<Integer> codes(Reply reply) {
        return reply.body()
                .path("results")
                .valueStream()
                .map(result -> result.path("code").asInt())
                .toList();
    }

    private static String bulk(List<String> items) {
        return "{'transfers':[" + String.join(",", items) + "]}";
    }

    private static String item(AccountId from, AccountId to) {
        return "{'idempotencyKey':'" + RunningDoor.key() + "',"
                + transfer(from, to).substring(1);
    }

    private static String transfer(AccountId from, AccountId to) {
        return "{'sourceAccountId':'" + from + "','destinationAccountId':'" + to
                + "','amount':'1.00','currency':'CNY'}";
    }

    private static Connection lockRowOf(AccountId account) throws SQLException {
        var connection = cluster.connect(consumer.shardOf(account));
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT balance FROM account WHERE account_id = " + account + " FOR UPDATE");
        }
        return connection;
    }

    private static void cut(ShardId shard) {
        cluster.proxy(shard).link().refuseConnections();
        cluster.proxy(shard).link().resetConnections();
    }

    /** Until the door takes transfers of the shard again: its pool needs a moment, and what was cut off is fenced first. */
    private void heal(ShardId shard, AccountId account) {
        cluster.proxy(shard).heal();
        await(() -> codes(door.post("/v1/transfers/bulk", "", bulk(List.of(item(account, payer)))))
                .equals(List.of(202)));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            pause(20);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
