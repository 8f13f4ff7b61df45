package io.settlement.load.door;

import io.settlement.load.plan.Wording;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the door has answered so far, by the transfer's position in the plan. The first answer counts; any later one
 * under the same key must name the same transfer with the same code, else it is a surprise. Thread-safe.
 */
public final class Answers {

    /** The first definite answer to a transfer. */
    public record First(long transferId, boolean accepted) {}

    private final AtomicReferenceArray<First> first;
    private final AtomicLongArray submittedAt;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final ConcurrentLinkedQueue<String> surprises = new ConcurrentLinkedQueue<>();

    public Answers(int transfers) {
        this.first = new AtomicReferenceArray<>(transfers);
        this.submittedAt = new AtomicLongArray(transfers);
    }

    /** Notes when a transfer is sent, microseconds since the epoch. The first time stays. */
    public void submitted(int transfer, long micros) {
        submittedAt.compareAndSet(transfer, 0, micros);
    }

    public void answered(int transfer, String key, First answer) {
        if (first.compareAndSet(transfer, null, answer)) {
            (answer.accepted() ? accepted : rejected).increment();
        } else if (first.get(transfer).equals(answer)) {
            repeated.increment();
        } else {
            surprise("key %s was answered %s, and then %s", key, first.get(transfer), answer);
        }
    }

    /** A definite answer without a transfer. No plan expects one. */
    public void refused(String key, int code, String detail) {
        surprise("key %s was answered %d %s", key, code, detail);
    }

    private void surprise(String format, Object... arguments) {
        surprises.add(Wording.of(format, arguments));
    }

    public Optional<First> first(int transfer) {
        return Optional.ofNullable(first.get(transfer));
    }

    /** Microseconds since the epoch, 0 if never sent. */
    public long submittedAt(int transfer) {
        return submittedAt.get(transfer);
    }

    public long accepted() {
        return accepted.sum();
    }

    public long rejected() {
        return rejected.sum();
    }

    /** Answers that said the same once more. */
    public long repeated() {
        return repeated.sum();
    }

    public List<String> surprises() {
        return List.copyOf(surprises);
    }
}
