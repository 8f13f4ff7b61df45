package io.settlement.load.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BulkDoorTest {

    private static final String TOO_MANY = "{\"status\":429,\"detail\":\"queue of shard 0 is full\"}";

    private final Answers answers = new Answers(3);
    private final List<Duration> pauses = new ArrayList<>();
    private final AtomicInteger timed = new AtomicInteger();
    private ScriptedDoor server;

    @BeforeEach
    void open() throws IOException {
        server = new ScriptedDoor();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void repeatsAWholeBulkThatWasTooMuchOrUnknownUntilItIsAnswered() throws InterruptedException {
        server.then(429, TOO_MANY)
                .then(503, "")
                .then(request -> ScriptedDoor.Reply.NONE)
                .then(200, results(accepted("a", 7), accepted("b", 8), rejected("c", 9)));
        door(Backoff.standard()).send(bulk("a", "b", "c"), answers);
        assertThat(server.requests()).hasSize(4).allMatch(server.requests().get(0)::equals);
        assertThat(answers.accepted()).isEqualTo(2);
        assertThat(answers.rejected()).isEqualTo(1);
        assertThat(answers.first(2)).contains(new Answers.First(9, false));
        assertThat(pauses).hasSize(3).isSorted();
        assertThat(timed).as("only what was answered has a latency").hasValue(1);
    }

    @Test
    void repeatsOnlyTheItemsWithoutADefiniteAnswerUnderTheirKeys() throws InterruptedException {
        server.then(200, results(accepted("a", 7), problem("b", 503), problem("c", 429)))
                .then(200, results(problem("b", 503), rejected("c", 9)))
                .then(200, results(accepted("b", 8)));
        door(Backoff.standard()).send(bulk("a", "b", "c"), answers);
        assertThat(server.requests())
                .extracting(ScriptedDoor.Request::body)
                .containsExactly(
                        "{\"transfers\":[{\"idempotencyKey\":\"a\"},{\"idempotencyKey\":\"b\"},{\"idempotencyKey\":\"c\"}]}",
                        "{\"transfers\":[{\"idempotencyKey\":\"b\"},{\"idempotencyKey\":\"c\"}]}",
                        "{\"transfers\":[{\"idempotencyKey\":\"b\"}]}");
        assertThat(answers.first(1)).contains(new Answers.First(8, true));
        assertThat(answers.surprises()).isEmpty();
    }

    @Test
    void keepsTheTimeOfTheFirstSubmission() throws InterruptedException {
        server.then(429, TOO_MANY).then(request -> {
            var first = answers.submittedAt(0);
            assertThat(first).isPositive();
            return new ScriptedDoor.Reply(200, results(accepted("a", first)));
        });
        door(Backoff.standard()).send(bulk("a"), answers);
        assertThat(answers.first(0)).contains(new Answers.First(answers.submittedAt(0), true));
    }

    @Test
    void givesUpWhenPatienceEndsAndSaysWhatTheLastTryBrought() {
        server.then(429, TOO_MANY);
        var impatient = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO);
        assertThatThrownBy(() -> door(impatient).send(bulk("a"), answers))
                .isInstanceOf(DoorFailure.class)
                .hasMessageContaining("no definite answer")
                .hasMessageContaining("queue of shard 0 is full");
    }

    @Test
    void doesNotRepeatARequestThatIsWrong() {
        server.then(400, "{\"detail\":\"unknown field\"}");
        assertThatThrownBy(() -> door(Backoff.standard()).send(bulk("a"), answers))
                .isInstanceOf(DoorFailure.class)
                .hasMessageContaining("400 {\"detail\":\"unknown field\"}");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void refusesResultsThatAreNotForWhatWasSent() {
        server.then(200, results(accepted("b", 7), accepted("a", 8))).then(200, results(accepted("a", 7)));
        assertThatThrownBy(() -> door(Backoff.standard()).send(bulk("a", "b"), answers))
                .hasMessageContaining("result 0 of a bulk is for key a but names b");
        assertThatThrownBy(() -> door(Backoff.standard()).send(bulk("a", "b"), answers))
                .hasMessageContaining("a bulk of 2 was answered with 1");
        assertThat(answers.accepted()).isZero();
    }

    @Test
    void notesDefiniteAnswersThatNoPlanExpects() throws InterruptedException {
        server.then(200, results(problem("a", 409), problem("b", 400)));
        door(Backoff.standard()).send(bulk("a", "b"), answers);
        assertThat(answers.surprises())
                .containsExactly("key a was answered 409 said so", "key b was answered 400 said so");
    }

    @Test
    void takesARepeatForWhatItIsAndAnotherTransferUnderOneKeyForASurprise() throws InterruptedException {
        server.then(200, results(accepted("a", 7), accepted("a", 7), accepted("a", 8)));
        var item = item(0, "a");
        door(Backoff.standard()).send(new Bulk(List.of(item, item, item)), answers);
        assertThat(answers.accepted()).isEqualTo(1);
        assertThat(answers.repeated()).isEqualTo(1);
        assertThat(answers.surprises()).hasSize(1).allMatch(line -> line.contains("transferId=8"));
    }

    private BulkDoor door(Backoff backoff) {
        return new BulkDoor(
                new Producers(List.of(server.base()), ""),
                backoff,
                Clock.systemUTC(),
                pauses::add,
                took -> timed.incrementAndGet());
    }

    private static Bulk bulk(String... keys) {
        var items = new ArrayList<Bulk.Item>();
        Stream.of(keys).forEach(key -> items.add(item(items.size(), key)));
        return new Bulk(items);
    }

    private static Bulk.Item item(int transfer, String key) {
        var json = "{\"idempotencyKey\":\"" + key + "\"}";
        return new Bulk.Item(transfer, key, json.getBytes(StandardCharsets.UTF_8));
    }

    private static String results(String... results) {
        return Stream.of(results).collect(Collectors.joining(",", "{\"results\":[", "]}"));
    }

    private static String accepted(String key, long id) {
        return "{\"idempotencyKey\":\"" + key + "\",\"code\":202,\"transfer\":{\"transferId\":\"" + id + "\"}}";
    }

    private static String rejected(String key, long id) {
        return accepted(key, id).replace("202", "422");
    }

    private static String problem(String key, int code) {
        return "{\"idempotencyKey\":\"" + key + "\",\"code\":" + code + ",\"problem\":{\"detail\":\"said so\"}}";
    }
}
