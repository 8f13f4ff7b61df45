package io.settlement.localstack.control;

import io.settlement.ledger.Slot;
import io.settlement.sharding.SlotMap;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;

/** The little of the producer's HTTP door that one transfer between two shards needs. */
record TransferDoor(HttpClient client, URI producer, String apiKey, SlotMap slotMap) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int UNAVAILABLE = 503;

    TransferDoor(URI producer, String apiKey, int shards) {
        this(HttpClient.newHttpClient(), producer, apiKey, SlotMap.evenly(shards));
    }

    /** A transfer as it was asked for, to be asked for again. */
    record Instruction(String key, String source, String destination) {

        String body(String amount) {
            return """
                    {"sourceAccountId":"%s","destinationAccountId":"%s","amount":"%s","currency":"CNY","reference":"rent"}""".formatted(source, destination, amount);
        }
    }

    /** An instruction from one shard to another whose payer can pay it. */
    Instruction betweenShards() throws Exception {
        var payer = open();
        var payee = open();
        while (shardOf(payee) == shardOf(payer)) {
            payee = open();
        }
        success(post("/v1/accounts/" + payer + "/deposits", UUID.randomUUID().toString(), """
                {"amount":"10.00","currency":"CNY","reference":"funding"}"""));
        return new Instruction(UUID.randomUUID().toString(), payer, payee);
    }

    /** Asks for 2.50, again if it was asked before. @return the id of the transfer, settled by now */
    String settle(Instruction instruction) throws Exception {
        var transfer = field("transferId", success(post("/v1/transfers", instruction.key(), instruction.body("2.50"))));
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (!status(transfer).equals("SETTLED") && System.nanoTime() < giveUpAt) {
            Thread.sleep(100);
        }
        return transfer;
    }

    String status(String transfer) throws Exception {
        return field("status", success(send(HttpRequest.newBuilder(producer.resolve("/v1/transfers/" + transfer)))));
    }

    int statusCodeOf(String transfer) throws Exception {
        return send(HttpRequest.newBuilder(producer.resolve("/v1/transfers/" + transfer)))
                .statusCode();
    }

    String balance(String account) throws Exception {
        return field("balance", success(send(HttpRequest.newBuilder(producer.resolve("/v1/accounts/" + account)))));
    }

    /** The answer to the instruction with another amount under its key. */
    HttpResponse<String> settleOtherwise(Instruction instruction) throws Exception {
        return post("/v1/transfers", instruction.key(), instruction.body("2.51"));
    }

    private String open() throws Exception {
        return field("accountId", success(post("/v1/accounts", UUID.randomUUID().toString(), """
                {"owner":"%s","type":"SA","currency":"CNY"}""".formatted(
                        UUID.randomUUID()))));
    }

    private int shardOf(String account) {
        return slotMap.shardOf(Slot.of(Long.parseLong(account))).number();
    }

    /** Repeated under its key while the producer cannot tell, as its answer asks for. */
    private HttpResponse<String> post(String path, String key, String body) throws Exception {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        var answer = postOnce(path, key, body);
        while (answer.statusCode() == UNAVAILABLE && System.nanoTime() < giveUpAt) {
            Thread.sleep(100);
            answer = postOnce(path, key, body);
        }
        return answer;
    }

    private HttpResponse<String> postOnce(String path, String key, String body) throws Exception {
        return send(HttpRequest.newBuilder(producer.resolve(path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.header("Authorization", "Bearer " + apiKey).build(), BodyHandlers.ofString());
    }

    private static String success(HttpResponse<String> answer) {
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
