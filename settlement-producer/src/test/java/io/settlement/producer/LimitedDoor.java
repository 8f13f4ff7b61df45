package io.settlement.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.alibaba.cloud.nacos.NacosConfigManager;
import com.alibaba.nacos.api.exception.NacosException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Slot;
import io.settlement.localstack.NacosOptions;
import io.settlement.localstack.NacosServer;
import io.settlement.localstack.RocketMq;
import io.settlement.localstack.TestEngines;
import io.settlement.producer.RunningDoor.Reply;
import io.settlement.testing.LedgerFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A producer of two shards with a low floor that follows a Nacos of its own, and one rich payer on each shard. */
final class LimitedDoor implements AutoCloseable {

    static final ShardId ZERO = new ShardId(0);
    static final ShardId ONE = new ShardId(1);
    static final int FLOOR = 40;
    static final String TRANSFERS = "POST /v1/transfers";
    static final String LOOKS = "GET /v1/accounts/{accountId}";

    private final Map<ShardId, String> payers = new HashMap<>();
    private final NacosServer nacos;
    private final RocketMq broker;
    private final LedgerFixture cluster;
    private final PushedDocuments pushed;
    private final Path live;
    private RunningDoor service;

    private LimitedDoor(String name, Path live, Supplier<String> log) {
        this.live = live;
        nacos = TestEngines.newNacos(name, NacosOptions.anyFreePorts());
        var starting = CompletableFuture.runAsync(nacos::start);
        broker = ProducerNode.sharedBroker();
        cluster = LedgerFixture.of(2);
        starting.join();
        pushed = new PushedDocuments(nacos, log);
        service = producer();
    }

    /**
     * @param live where the producer keeps what was in force
     * @param log what the producer has logged so far
     */
    static LimitedDoor open(String name, Path live, Supplier<String> log) {
        var door = new LimitedDoor(name, live, log);
        door.openPayers();
        return door;
    }

    private RunningDoor producer() {
        var arguments = ServiceArguments.of(cluster.properties(), broker, nacos, live);
        arguments.add("--settlement.admission.debits-per-second=" + FLOOR);
        return RunningDoor.open(cluster, arguments);
    }

    private void openPayers() {
        while (payers.size() < 2) {
            var id = service.post("/v1/accounts", RunningDoor.key(), "{'owner':'o','type':'SA','currency':'CNY'}")
                    .text("accountId");
            payers.put(cluster.slotMap().shardOf(Slot.of(Long.parseLong(id))), id);
        }
        payers.values()
                .forEach(id -> service.post(
                        "/v1/accounts/" + id + "/deposits",
                        RunningDoor.key(),
                        "{'amount':'1000.00','currency':'CNY'}"));
    }

    void limitNothing() {
        assertThat(pushed.limit("GET /v1/transfers/{transferId}", 1_000_000)).contains("is in force");
    }

    void restart() {
        service.close();
        service = producer();
    }

    RunningDoor service() {
        return service;
    }

    PushedDocuments pushed() {
        return pushed;
    }

    NacosServer nacos() {
        return nacos;
    }

    LedgerFixture cluster() {
        return cluster;
    }

    String payer(ShardId shard) {
        return payers.get(shard);
    }

    static List<String> keys(int count) {
        return Stream.generate(RunningDoor::key).limit(count).toList();
    }

    Reply look(ShardId shard) {
        return service.get("/v1/accounts/" + payers.get(shard));
    }

    Reply pay(String key) {
        return service.post("/v1/transfers", key, transfer(ZERO));
    }

    /** The payers in turn. */
    Reply bulk(List<String> keys, List<ShardId> from) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            items.add("{'idempotencyKey':'" + keys.get(i) + "',"
                    + transfer(from.get(i % from.size())).substring(1));
        }
        return service.post("/v1/transfers/bulk", "", "{'transfers':[" + String.join(",", items) + "]}");
    }

    private String transfer(ShardId from) {
        return "{'sourceAccountId':'" + payers.get(from) + "','destinationAccountId':'"
                + payers.get(from.equals(ZERO) ? ONE : ZERO) + "','amount':'0.01','currency':'CNY'}";
    }

    /** The status codes of a bulk's items. */
    static List<Integer> codes(Reply bulk) {
        JsonNode results = bulk.body().path("results");
        return IntStream.range(0, results.size())
                .mapToObj(i -> results.get(i).path("code").asInt())
                .toList();
    }

    /** How many of the keys moved money or were rejected. */
    long rows(List<String> keys) {
        return cluster.numberOverAll(
                "SELECT COUNT(*) FROM transfer WHERE idem_key IN ('" + String.join("','", keys) + "')");
    }

    /** In how many batches they were debited. */
    long batches(List<String> keys) {
        return cluster.numberOverAll("SELECT COUNT(DISTINCT debit_txn) FROM transfer WHERE idem_key IN ('"
                + String.join("','", keys) + "')");
    }

    double gauge(String name) {
        return service.bean(MeterRegistry.class).get(name).gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }

    /** What rules of this kind have turned away at a resource. */
    double refused(String kind, String resource) {
        return service.bean(MeterRegistry.class)
                .get("settlement.admission.refused")
                .tags("rule", kind, "resource", resource)
                .counter()
                .count();
    }

    @Override
    public void close() throws NacosException {
        var client = service.bean(NacosConfigManager.class).getConfigService();
        service.close();
        client.shutDown();
        pushed.close();
        nacos.kill();
        cluster.assertConserved();
        cluster.close();
    }
}
