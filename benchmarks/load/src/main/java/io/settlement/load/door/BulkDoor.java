package io.settlement.load.door;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sends bulks until every item has a definite answer: items answered 429 or 503, and whole bulks that were not answered,
 * are sent again under the same keys after a pause. Thread-safe.
 */
public final class BulkDoor {

    private static final String PATH = "/v1/transfers/bulk";

    private final Door door;
    private final Backoff backoff;
    private final Clock clock;
    private final Pause pause;
    private final Consumer<Duration> latency;

    /** @param latency told how long each answered request took */
    public BulkDoor(Producers producers, Backoff backoff, Clock clock, Pause pause, Consumer<Duration> latency) {
        this.door = new Door(producers);
        this.backoff = backoff;
        this.clock = clock;
        this.pause = pause;
        this.latency = latency;
    }

    /** @throws DoorFailure if patience ends without one more definite answer */
    public void send(Bulk bulk, Answers answers) throws InterruptedException {
        var repetition = new Repetition(backoff, clock, pause);
        var left = bulk;
        while (!left.items().isEmpty()) {
            var attempt = attempt(left, answers);
            if (attempt.undecided().items().size() < left.items().size()) {
                repetition = new Repetition(backoff, clock, pause);
            }
            left = attempt.undecided();
            if (!left.items().isEmpty()) {
                repetition.await("a bulk with " + left.items().size() + " open transfers", attempt.why());
            }
        }
    }

    /** What one request left open, and why. */
    private record Attempt(Bulk undecided, String why) {}

    private Attempt attempt(Bulk bulk, Answers answers) throws InterruptedException {
        var sent = clock.instant();
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, sent);
        bulk.items().forEach(item -> answers.submitted(item.transfer(), micros));
        try {
            var answer = door.post(PATH, Optional.empty(), bulk.body());
            if (answer.isUndecided()) {
                return new Attempt(bulk, AccountDoor.quoted(answer));
            }
            if (!answer.isSuccess()) {
                throw new DoorFailure("POST " + PATH + " was answered " + AccountDoor.quoted(answer));
            }
            latency.accept(Duration.between(sent, clock.instant()));
            return noted(bulk, BulkAnswerReader.read(answer.body()), answers);
        } catch (IOException unknown) {
            return new Attempt(bulk, unknown.toString());
        }
    }

    private static Attempt noted(Bulk bulk, List<ItemAnswer> results, Answers answers) {
        requireSameOrder(bulk, results);
        var undecided = new ArrayList<Bulk.Item>();
        var why = "";
        for (int index = 0; index < results.size(); index++) {
            var result = results.get(index);
            var item = bulk.items().get(index);
            if (result.isUndecided()) {
                undecided.add(item);
                why = result.code() + " " + result.detail();
            } else if (result.isTransfer()) {
                var first = new Answers.First(result.transferId(), result.isAccepted());
                answers.answered(item.transfer(), item.key(), first);
            } else {
                answers.refused(item.key(), result.code(), result.detail());
            }
        }
        return new Attempt(new Bulk(undecided), why);
    }

    private static void requireSameOrder(Bulk bulk, List<ItemAnswer> results) {
        if (results.size() != bulk.items().size()) {
            throw new DoorFailure("a bulk of " + bulk.items().size() + " was answered with " + results.size());
        }
        for (int index = 0; index < results.size(); index++) {
            var key = bulk.items().get(index).key();
            if (!key.equals(results.get(index).key())) {
                throw new DoorFailure("result " + index + " of a bulk is for key " + key + " but names "
                        + results.get(index).key());
            }
        }
    }
}
