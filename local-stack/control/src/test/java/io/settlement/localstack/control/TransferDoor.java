package io.settlement.localstack.control;

import io.settlement.ledger.Slot;
import io.settlement.sharding.SlotMap;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;

/** The little of the producer's HTTP door that one transfer between two shards needs. */
record TransferDoor(HttpClient client, URI producer, SlotMap slotMap) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    TransferDoor(URI producer, int shards) {
        this(HttpClient.newHttpClient(), producer, SlotMap.evenly(shards));
    }

    /** The id of a transfer that has settled. */
    String settleBetweenShards() throws Exception {
        var payer = open();
        var payee = open();
        while (shardOf(payee) == shardOf(payer)) {
            payee = open();
        }
        post("/v1/accounts/" + payer + "/deposits", """
                {"amount":"10.00","currency":"CNY","reference":"funding"}""");
        var transfer = field("transferId", post("/v1/transfers", """
                {"sourceAccountId":"%s","destinationAccountId":"%s","amount":"2.50","currency":"CNY","reference":"rent"}""".formatted(payer, payee)));
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (!status(transfer).equals("SETTLED") && System.nanoTime() < giveUpAt) {
            Thread.sleep(100);
        }
        return transfer;
    }

    String status(String transfer) throws Exception {
        return field("status", send(HttpRequest.newBuilder(producer.resolve("/v1/transfers/" + transfer))));
    }

    private String open() throws Exception {
        return field("accountId", post("/v1/accounts", """
                {"owner":"%s","type":"SA","currency":"CNY"}""".formatted(UUID.randomUUID())));
    }

    private int shardOf(String account) {
        return slotMap.shardOf(Slot.of(Long.parseLong(account))).number();
    }

    private String post(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(producer.resolve(path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(body)));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError("The producer answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static String field(String name, String json) {
        var found = Pattern.compile('"' + name + "\":\"([^\"]+)\"").matcher(json);
        if (!found.find()) {
            throw new AssertionError("No " + name + " in " + json);
        }
        return found.group(1);
    }
}
