package io.settlement.localstack.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A client as the API wants it: where a producer is gone, busy or does not know, it repeats with the same key at the next
 * one until the answer is definite. Counts what it met. For any number of threads.
 */
final class FleetClient {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Set<Integer> UNDECIDED = Set.of(429, 503);
    private static final long PAUSE_MILLIS = 50;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<URI> producers;
    private final String apiKey;
    private final AtomicInteger turn = new AtomicInteger();

    /** Tries that found nobody, that got no answer, that were put off with a reason, and without one. */
    final AtomicInteger refused = new AtomicInteger();

    final AtomicInteger unanswered = new AtomicInteger();
    final AtomicInteger putOff = new AtomicInteger();
    final AtomicInteger unexplained = new AtomicInteger();

    /** Tries that got no answer although a transfer stands under their key: taken, and dropped. */
    final AtomicInteger dropped = new AtomicInteger();

    FleetClient(List<URI> producers, String apiKey) {
        this.producers = producers;
        this.apiKey = apiKey;
    }

    String open(String owner) throws InterruptedException {
        return field("accountId", post("/v1/accounts", UUID.randomUUID().toString(), "", """
            {"owner":"%s","type":"SA","currency":"CNY"}\
            """.formatted(owner)));
    }

    void deposit(String account, String amount) throws InterruptedException {
        post("/v1/accounts/" + account + "/deposits", UUID.randomUUID().toString(), "", """
            {"amount":"%s","currency":"CNY"}\
            """.formatted(amount));
    }

    /** @return the id of the transfer, which is debited */
    String transfer(String key, String payer, String payee, String amount) throws InterruptedException {
        return field("transferId", post("/v1/transfers", key, payer, transferBody(payer, payee, amount)));
    }

    /** Of a key that is decided: there is nothing to be dropped. */
    String transferAgain(String key, String payer, String payee, String amount) throws InterruptedException {
        return field("transferId", post("/v1/transfers", key, "", transferBody(payer, payee, amount)));
    }

    static String transferBody(String payer, String payee, String amount) {
        return """
            {"sourceAccountId":"%s","destinationAccountId":"%s","amount":"%s","currency":"CNY"}\
            """.formatted(payer, payee, amount);
    }

    String balance(String account) throws InterruptedException {
        return field("balance", send(request("/v1/accounts/" + account)).body());
    }

    private String post(String path, String key, String payer, String body) throws InterruptedException {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < giveUpAt) {
            var answer = attempt(
                    request(path)
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", key)
                            .POST(BodyPublishers.ofString(body)),
                    payer,
                    key);
            if (answer != null && !UNDECIDED.contains(answer.statusCode())) {
                return success(answer);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new AssertionError("no definite answer within " + PATIENCE + " for " + path + " under " + key);
    }

    private HttpResponse<String> attempt(HttpRequest.Builder request, String payer, String key)
            throws InterruptedException {
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            if (UNDECIDED.contains(answer.statusCode())) {
                (answer.body().contains("\"reason\"") ? putOff : unexplained).incrementAndGet();
            }
            return answer;
        } catch (ConnectException nobody) {
            refused.incrementAndGet();
        } catch (IOException noAnswer) {
            unanswered.incrementAndGet();
            if (!payer.isEmpty() && isKnown(payer, key)) {
                dropped.incrementAndGet();
            }
        }
        return null;
    }

    private boolean isKnown(String payer, String key) throws InterruptedException {
        return send(request("/v1/transfers/by-key?accountId=" + payer + "&idempotencyKey=" + key))
                        .statusCode()
                == 200;
    }

    /** A look, at whichever producer answers. */
    private HttpResponse<String> send(HttpRequest.Builder first) throws InterruptedException {
        var path = first.build().uri();
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < giveUpAt) {
            try {
                var answer = client.send(
                        request(path.getRawPath() + (path.getRawQuery() == null ? "" : "?" + path.getRawQuery()))
                                .build(),
                        BodyHandlers.ofString());
                if (!UNDECIDED.contains(answer.statusCode())) {
                    return answer;
                }
            } catch (IOException gone) {
                // The next one is asked.
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new AssertionError("nobody answers " + path);
    }

    /** To the next producer. */
    private HttpRequest.Builder request(String path) {
        var producer = producers.get(Math.floorMod(turn.getAndIncrement(), producers.size()));
        return HttpRequest.newBuilder(producer.resolve(path))
                .timeout(Duration.ofSeconds(40))
                .header("Authorization", "Bearer " + apiKey);
    }

    private static String success(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError("a producer answered " + answer.statusCode() + " " + answer.body());
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

    @Override
    public String toString() {
        return "refused %s, unanswered %s, put off %s, without a reason %s, dropped %s"
                .formatted(refused, unanswered, putOff, unexplained, dropped);
    }
}
