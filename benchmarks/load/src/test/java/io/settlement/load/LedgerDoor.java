package io.settlement.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountOpening;
import io.settlement.ledger.AccountOutcome;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.ActingOwner;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.DebitBatch;
import io.settlement.ledger.DebitItem;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.IdempotencyKey;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.StatusReason;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferKind;
import io.settlement.ledger.TransferStatus;
import io.settlement.ledger.shard.CommittedLeg;
import io.settlement.ledger.shard.Ledger;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import io.settlement.sharding.ShardedDatabase;
import io.settlement.sharding.Sleeper;
import io.settlement.sharding.TimeSortedIds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real ledger behind as much of the HTTP door as a run needs, in this JVM and without a broker: what was debited is
 * credited and finished by one thread. It lets the run be tested on real tables before, and without, the services.
 */
final class LedgerDoor implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ShardedDatabase database;
    private final TimeSortedIds ids = new TimeSortedIds(0, Clock.systemUTC());
    private final Ledger ledger;
    private final HttpServer server;
    private final ExecutorService handlers = Executors.newFixedThreadPool(8);
    private final ExecutorService settler = Executors.newSingleThreadExecutor();
    private final AtomicLong announced = new AtomicLong();

    LedgerDoor(RealShards shards) throws IOException {
        database = new ShardedDatabase(shards.properties());
        database.probe();
        ledger = new Ledger(database, ids, Clock.systemUTC(), Sleeper.REAL);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(handlers);
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Batches that a message would have announced. */
    long announced() {
        return announced.get();
    }

    @Override
    public void close() {
        server.stop(0);
        handlers.shutdownNow();
        settler.shutdownNow();
        database.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var bytes = JSON.writeValueAsBytes(answer(exchange));
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (RuntimeException failed) {
            exchange.sendResponseHeaders(503, -1);
        }
    }

    private Object answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath().split("/");
        var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        var body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        if (path[2].equals("transfers")) {
            return Map.of("results", debit(body.get("transfers")));
        }
        if (path.length == 3) {
            return open(body, key);
        }
        var account = AccountId.parse(path[3]);
        return switch (path[4]) {
            case "deposits" -> deposit(account, body, key);
            case "freeze" ->
                done(ledger.accounts()
                        .freeze(account, frozen(text(body, "side")), new StatusReason(text(body, "reason"))));
            default -> done(ledger.accounts().close(account));
        };
    }

    private Map<String, String> open(JsonNode body, String key) {
        return done(ledger.accounts()
                .open(new AccountOpening(
                        text(body, "owner"),
                        new IdempotencyKey(key),
                        AccountType.valueOf(text(body, "type")),
                        CurrencyCode.of(text(body, "currency")),
                        0)));
    }

    private static Map<String, String> done(AccountOutcome outcome) {
        return Map.of(
                "accountId", ((AccountOutcome.Done) outcome).account().id().toString());
    }

    private static AccountStatus frozen(String side) {
        return side.equals("DEBIT") ? AccountStatus.FROZEN_DEBIT : AccountStatus.FROZEN_CREDIT;
    }

    private Map<String, String> deposit(AccountId account, JsonNode body, String key) {
        var money = money(body);
        var nostro = ledger.accounts().nostroOf(account, money.currency());
        var instruction =
                new TransferInstruction(TransferKind.DEPOSIT, new IdempotencyKey(key), nostro, account, money, "");
        debit(List.of(instruction));
        return Map.of();
    }

    private List<Object> debit(JsonNode transfers) {
        var instructions = new ArrayList<TransferInstruction>();
        transfers.forEach(item -> instructions.add(instruction(item)));
        var outcomes = debit(instructions);
        return instructions.stream()
                .<Object>map(instruction -> result(outcomes.get(KeyOfAccount.of(instruction))))
                .toList();
    }

    private static TransferInstruction instruction(JsonNode item) {
        return new TransferInstruction(
                TransferKind.TRANSFER,
                new IdempotencyKey(text(item, "idempotencyKey")),
                AccountId.parse(text(item, "sourceAccountId")),
                AccountId.parse(text(item, "destinationAccountId")),
                money(item),
                text(item, "reference"));
    }

    /** One batch per shard; equal keys collapse into one item. */
    private Map<KeyOfAccount, Transfer> debit(List<TransferInstruction> instructions) {
        var byShard = new TreeMap<ShardId, Map<KeyOfAccount, TransferInstruction>>();
        instructions.forEach(instruction -> byShard.computeIfAbsent(
                        database.shardOf(instruction.keyAccount().slot()), shard -> new LinkedHashMap<>())
                .put(KeyOfAccount.of(instruction), instruction));
        var stored = new LinkedHashMap<KeyOfAccount, Transfer>();
        byShard.forEach((shard, own) -> debit(shard, own.values().stream().toList())
                .forEach(transfer -> stored.put(KeyOfAccount.of(transfer.instruction()), transfer)));
        return stored;
    }

    private List<Transfer> debit(ShardId shard, List<TransferInstruction> instructions) {
        var items = instructions.stream()
                .map(instruction -> new DebitItem(
                        new TransferId(ids.next(instruction.keyAccount().slot())), instruction, ActingOwner.ANY))
                .toList();
        var batch = new DebitBatch(new BatchId(ids.next(shard.pinnedSlot())), shard, items);
        var stored = ledger.source().debit(batch).stream()
                .map(DebitOutcome.Stored.class::cast)
                .toList();
        var debited = stored.stream()
                .filter(outcome -> !outcome.replayed())
                .map(DebitOutcome.Stored::transfer)
                .filter(transfer -> transfer.status() == TransferStatus.DEBITED)
                .toList();
        if (!debited.isEmpty()) {
            announced.incrementAndGet();
            settler.execute(() -> settle(shard, debited));
        }
        return stored.stream().map(DebitOutcome.Stored::transfer).toList();
    }

    private void settle(ShardId source, List<Transfer> debited) {
        var byShard = new TreeMap<ShardId, List<Transfer>>();
        debited.forEach(transfer -> byShard.computeIfAbsent(
                        database.shardOf(transfer.instruction().destination().slot()), shard -> new ArrayList<>())
                .add(transfer));
        var legs = new ArrayList<CommittedLeg>();
        byShard.forEach((shard, group) -> legs.addAll(ledger.destination().credit(shard, group)));
        ledger.source().finish(source, legs);
    }

    private static Map<String, Object> result(Transfer transfer) {
        boolean rejected = transfer.status() == TransferStatus.REJECTED;
        return Map.of(
                "idempotencyKey", transfer.instruction().key().value(),
                "code", rejected ? 422 : 202,
                "transfer", Map.of("transferId", transfer.id().toString()));
    }

    private static Money money(JsonNode body) {
        return Money.parse(text(body, "amount"), CurrencyCode.of(text(body, "currency")));
    }

    private static String text(JsonNode body, String field) {
        return body.get(field).asString();
    }
}
