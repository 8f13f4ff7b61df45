package io.settlement.producer.batching;

import io.settlement.ledger.ActingOwner;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.TransferInstruction;
import java.util.concurrent.CompletableFuture;
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
    private final ActingOwner by;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);

    Submission(TransferInstruction instruction, ActingOwner by) {
        this.instruction = instruction;
        this.by = by;
    }

    TransferInstruction instruction() {
        return instruction;
    }

    ActingOwner by() {
        return by;
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

    /** Ends the wait of a caller whose time is up, with the most that can be said truthfully. */
    void timeOut() {
        boolean neverSent = stage.compareAndSet(Stage.WAITING, Stage.ABANDONED);
        complete(neverSent ? new Answer.NotAccepted("it was still queued when its time was up") : new Answer.Unknown());
    }
}
