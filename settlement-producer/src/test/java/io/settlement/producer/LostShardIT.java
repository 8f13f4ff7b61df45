package io.settlement.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.Slot;
import io.settlement.producer.RunningDoor.Reply;
import io.settlement.testing.LedgerFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One shard's database is gone, and many ask for it: the others' requests go on as before, over HTTP. */
class LostShardIT {

    private static final ShardId LOST = new ShardId(2);
    private static final int CROWD = 80;
    private static final Duration SAMPLE = Duration.ofSeconds(2);

    /** The status codes that the crowd has seen. */
    private static final Set<Integer> TOLD = ConcurrentHashMap.newKeySet();

    private static LedgerFixture cluster;
    private static RunningDoor service;
    private static final Map<ShardId, String> accounts = new HashMap<>();

    @BeforeAll
    static void start() {
        var broker = ProducerNode.sharedBroker();
        cluster = LedgerFixture.of(3);
        service = RunningDoor.open(cluster, broker);
        while (accounts.size() < 3) {
            var id = service.post("/v1/accounts", RunningDoor.key(), "{'owner':'test','type':'SA','currency':'CNY'}")
                    .text("accountId");
            accounts.put(cluster.slotMap().shardOf(Slot.of(Long.parseLong(id))), id);
        }
        accounts.values()
                .forEach(id -> assertThat(service.post(
                                        "/v1/accounts/" + id + "/deposits",
                                        RunningDoor.key(),
                                        "{'amount':'1000.00','currency':'CNY'}")
                                .status())
                        .isEqualTo(201));
        sampleInACrowd();
    }

    @AfterAll
    static void stop() {
        service.close();
        cluster.close();
    }

    @AfterEach
    void heal() {
        cluster.proxy(LOST).heal();
        assertThat(ProducerNode.await(
                        Duration.ofSeconds(30),
                        () -> look(LOST).status() == 200 && pay(LOST, 0).status() == 202))
                .as("the shard works again as soon as it is back")
                .isTrue();
        cluster.assertConserved();
    }

    @Test
    void aShardThatRefusesConnectionsSlowsNobodyElse() {
        othersGoOnWhile(() -> {
            cluster.proxy(LOST).link().refuseConnections();
            cluster.proxy(LOST).link().resetConnections();
        });
    }

    @Test
    void aShardBehindABlackHoleSlowsNobodyElse() {
        othersGoOnWhile(() -> cluster.proxy(LOST).link().partition());
    }

    private static void othersGoOnWhile(Runnable breakingIt) {
        var before = sample();
        breakingIt.run();
        var own = new ConcurrentLinkedQueue<Reply>();
        var paying = CompletableFuture.runAsync(() -> own.add(pay(LOST, 0)));
        var during = sampleInACrowd();

        System.out.printf("p99 of the others: %d ms before, %d ms while a shard is lost%n", p99(before), p99(during));
        assertThat(TOLD).as("what those are told who ask for the lost one").isSubsetOf(200, 503);
        assertThat(look(LOST).text("reason")).isEqualTo("SHARD_UNAVAILABLE");
        assertThat(p99(during))
                .as("p99 of the others in ms; %d before", p99(before))
                .isLessThan(2 * p99(before) + 500);
        paying.join();
        assertThat(own).singleElement().satisfies(reply -> {
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.text("reason")).isIn("UNKNOWN", "NOT_TAKEN");
        });
    }

    /** Takes the sample while a crowd asks for the lost shard's account. */
    private static List<Long> sampleInACrowd() {
        var over = new AtomicBoolean();
        ExecutorService crowd = Executors.newFixedThreadPool(CROWD);
        for (int i = 0; i < CROWD; i++) {
            crowd.execute(() -> {
                while (!over.get()) {
                    TOLD.add(look(LOST).status());
                    ProducerNode.pause(400);
                }
            });
        }
        try {
            ProducerNode.pause(300);
            return sample();
        } finally {
            over.set(true);
            crowd.shutdown();
            ProducerNode.await(Duration.ofSeconds(15), crowd::isTerminated);
        }
    }

    /** Transfers and looks between the two other shards, one after the other: how long each took, in ms. */
    private static List<Long> sample() {
        List<Long> millis = new ArrayList<>();
        long end = System.nanoTime() + SAMPLE.toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            long start = System.nanoTime();
            var reply = i % 2 == 0 ? pay(new ShardId(i / 2 % 2), 1 - i / 2 % 2) : look(new ShardId(i / 2 % 2));
            millis.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
            assertThat(reply.status()).isIn(200, 202);
        }
        return millis;
    }

    private static long p99(List<Long> millis) {
        var sorted = millis.stream().sorted().toList();
        return sorted.get(sorted.size() * 99 / 100);
    }

    private static Reply look(ShardId shard) {
        return service.get("/v1/accounts/" + accounts.get(shard));
    }

    private static Reply pay(ShardId from, int to) {
        return service.post(
                "/v1/transfers",
                RunningDoor.key(),
                "{'sourceAccountId':'" + accounts.get(from) + "','destinationAccountId':'"
                        + accounts.get(new ShardId(to)) + "','amount':'0.01','currency':'CNY'}");
    }
}
