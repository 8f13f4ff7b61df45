package io.settlement.producer.web;

import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferStatus;
import io.settlement.producer.batching.Answer;
import io.settlement.producer.waiting.EndWatch;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Holds an answer back until its transfer has ended, for a caller who prefers to wait. */
@Component
final class PatientAnswers {

    private static final String APPLIED = "Preference-Applied";

    private final EndWatch watch;

    PatientAnswers(EndWatch watch) {
        this.watch = watch;
    }

    /** The usual answer, or later a 200 with the transfer as it ended. */
    CompletableFuture<ResponseEntity<Object>> answer(String key, Answer answer, Optional<WaitPreference> preference) {
        var usual = AnswerView.of(key, answer).toResponse();
        var transfer = preference.isEmpty() ? Optional.<Transfer>empty() : debited(answer);
        if (transfer.isEmpty()) {
            return CompletableFuture.completedFuture(usual);
        }
        return awaitEnd(transfer.get(), preference.get(), usual);
    }

    /** The transfer whose end is worth waiting for, or has come already: one that was debited. */
    private static Optional<Transfer> debited(Answer answer) {
        return answer instanceof Answer.Decided decided
                        && decided.outcome() instanceof DebitOutcome.Stored stored
                        && stored.transfer().status() != TransferStatus.REJECTED
                ? Optional.of(stored.transfer())
                : Optional.empty();
    }

    private CompletableFuture<ResponseEntity<Object>> awaitEnd(
            Transfer transfer, WaitPreference preference, ResponseEntity<Object> usual) {
        if (transfer.status().isFinal()) {
            return CompletableFuture.completedFuture(ended(transfer, preference));
        }
        return watch.await(transfer, preference.left())
                .map(end -> end.thenApply(last -> last.status().isFinal()
                        ? ended(last, preference)
                        : ResponseEntity.status(usual.getStatusCode())
                                .header(APPLIED, preference.applied())
                                .body(usual.getBody())))
                .orElseGet(() -> CompletableFuture.completedFuture(usual));
    }

    private static ResponseEntity<Object> ended(Transfer transfer, WaitPreference preference) {
        return ResponseEntity.ok().header(APPLIED, preference.applied()).body(TransferView.of(transfer));
    }
}
