package io.settlement.load.door;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** Sends one transfer at a time, under the same key until the answer is definite. Thread-safe. */
public final class TransferDoor {

    private static final String PATH = "/v1/transfers";

    private static final int ACCEPTED = 202;
    private static final int REJECTED = 422;

    private final Door door;
    private final Backoff backoff;
    private final Clock clock;
    private final Pause pause;

    public TransferDoor(Producers producers, Backoff backoff, Clock clock, Pause pause) {
        this.door = new Door(producers);
        this.backoff = backoff;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * @param body one transfer as JSON
     * @return whether it was accepted; otherwise it is rejected
     * @throws DoorFailure for any other answer, and if patience ends without a definite one
     */
    public boolean send(String key, byte[] body) throws InterruptedException {
        var repetition = new Repetition(backoff, clock, pause);
        while (true) {
            try {
                var answer = door.post(PATH, Optional.of(key), body);
                if (answer.status() == ACCEPTED || answer.status() == REJECTED) {
                    return answer.status() == ACCEPTED;
                }
                if (!answer.isUndecided()) {
                    throw new DoorFailure("POST " + PATH + " was answered " + AccountDoor.quoted(answer));
                }
                repetition.await("transfer " + key, AccountDoor.quoted(answer));
            } catch (IOException unknown) {
                repetition.await("transfer " + key, unknown.toString());
            }
        }
    }
}
