package io.settlement.client;

import io.settlement.client.Answer.Answered;
import io.settlement.client.Answer.NoAnswer;
import io.settlement.client.Answer.NotSent;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One try at one producer. Thread-safe. */
final class Door {

    /** So that the time-out of the request, which says more, comes first. */
    private static final Duration GRACE = Duration.ofMillis(250);

    private final ClientOptions options;
    private final HttpClient http;
    private final Choice choice;

    Door(ClientOptions options) {
        this.options = options;
        this.choice = new Choice(options.producers());
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(options.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    Round round() {
        return choice.round();
    }

    Answer ask(Call call, Patience patience) {
        return patience.round()
                .next()
                .map(producer -> ask(producer, call, patience.left()))
                .orElseGet(() -> new NotSent("no producer is there: " + choice));
    }

    /** @param left of the deadline */
    private Answer ask(URI producer, Call call, Duration left) {
        var usual = options.requestTimeout().plus(call.held());
        var answer = send(request(producer, call, left.compareTo(usual) < 0 ? left : usual));
        if (hasFailed(answer)) {
            choice.failed(producer);
        } else if (answer instanceof Answered) {
            choice.answered(producer);
        }
        return answer;
    }

    /**
     * Whether the producer is in trouble; an interrupt is the caller's affair. A 429 or 503 is of a shard, a broker or a limit, which the others have too: putting aside
     * whoever says so would send nearly everything to a producer that is asked so seldom that it has not said so yet.
     */
    private static boolean hasFailed(Answer answer) {
        return answer instanceof Answered answered
                ? answered.status() >= 500 && answered.status() != 503
                : !Thread.currentThread().isInterrupted();
    }

    private HttpRequest request(URI producer, Call call, Duration timeout) {
        var address = producer.toString().replaceFirst("/+$", "");
        var request = HttpRequest.newBuilder(URI.create(address + call.path()))
                .timeout(timeout)
                .header("Authorization", "Bearer " + options.apiKey())
                .header("Accept", "application/json, application/problem+json")
                .method(
                        call.method(),
                        call.body().map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody));
        call.body().ifPresent(body -> request.header("Content-Type", "application/json"));
        call.key().ifPresent(key -> request.header("Idempotency-Key", key.value()));
        if (!call.held().isZero()) {
            request.header("Prefer", "wait=" + call.held().toSeconds());
        }
        return request.build();
    }

    /**
     * The time-out of the request knows whether a connection stood, but ends with the head of the answer: a body may hang, and
     * so the whole wait is bounded as well.
     */
    private Answer send(HttpRequest request) {
        var most = request.timeout().orElseThrow().plus(GRACE);
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            return read(answer.get(most.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            answer.cancel(true);
            return new NoAnswer("no whole answer within " + most.toMillis() + " ms");
        } catch (InterruptedException stopping) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new NoAnswer("interrupted");
        } catch (ExecutionException failed) {
            return failed(request.uri(), failed.getCause());
        }
    }

    private static Answer failed(URI asked, Throwable failure) {
        var producer = asked.getScheme() + "://" + asked.getAuthority();
        return failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException
                ? new NotSent("no connection to " + producer)
                : new NoAnswer("no answer from " + producer + ": " + failure);
    }

    private static Answered read(HttpResponse<byte[]> response) {
        return new Answered(
                response.statusCode(),
                Json.tree(response.body()),
                RetryAfter.of(response.headers().firstValue("Retry-After"), Clock.systemUTC()));
    }
}
