package io.settlement.producer.batching;

import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.TransferInstruction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One caller's instruction on its way through a lane. It is either taken into a batch or abandoned by its caller, never
 * both, so that a caller who gave up before the batch was cut can be told for certain that nothing happened.
 */
final class Submission {

    private enum Stage {
        WAITING,
        TAKEN,
        ABANDONED
    }

    private final TransferInstruction instruction;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
    private final AtomicBoolean ended = new AtomicBoolean();

    Submission(TransferInstruction instruction) {
        this.instruction = instruction;
    }

    TransferInstruction instruction() {
        return instruction;
    }

    KeyOfAccount key() {
        return KeyOfAccount.of(instruction);
    }

    CompletableFuture<Answer> answer() {
        return answer;
    }

    void complete(Answer told) {
        answer.complete(told);
    }

    /** False where the caller has given up already: then the instruction must not be sent. */
    boolean take() {
        return stage.compareAndSet(Stage.WAITING, Stage.TAKEN);
    }

    /** True the first time only. */
    boolean end() {
        return ended.compareAndSet(false, true);
    }

    /** Ends the wait of a caller whose time is up, with the most that can be said truthfully. */
    void timeOut() {
        boolean neverSent = stage.compareAndSet(Stage.WAITING, Stage.ABANDONED);
        complete(neverSent ? new Answer.NotTaken("it was still queued when its time was up") : new Answer.Unknown());
    }
}
