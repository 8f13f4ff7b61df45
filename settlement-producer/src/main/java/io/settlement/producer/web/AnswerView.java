package io.settlement.producer.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferKind;
import io.settlement.ledger.TransferStatus;
import io.settlement.producer.batching.Answer;
import io.swagger.v3.oas.annotations.media.Schema;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * An answer in terms of HTTP: a status code with either the transfer or a problem. The same for a single request and
 * for an item of a bulk, and for the first try and every repetition.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "BulkResult")
record AnswerView(String idempotencyKey, int code, TransferView transfer, ProblemDetail problem) {

    static AnswerView of(String key, Answer answer) {
        if (answer instanceof Answer.Decided decided) {
            return of(key, decided.outcome());
        }
        if (answer instanceof Answer.Busy) {
            return of(key, Problems.queueFull());
        }
        if (answer instanceof Answer.Limited limited) {
            return of(key, Problems.rateLimited(limited.rule()));
        }
        if (answer instanceof Answer.NotAccepted not) {
            return of(
                    key,
                    Problems.of(
                            ProblemReason.NOT_ACCEPTED,
                            not.why() + "; nothing has moved under this key, repeat with the same key"));
        }
        if (answer instanceof Answer.NotTaken not) {
            return of(
                    key,
                    Problems.of(
                            ProblemReason.NOT_TAKEN,
                            not.why() + "; this request was not taken and moves nothing, repeat with the same key"));
        }
        if (answer instanceof Answer.Broken broken) {
            return of(
                    key,
                    Problems.of(
                            ProblemReason.INSTRUCTION_BREAKS_DEBIT,
                            "the ledger cannot store this instruction, which is listed under batch "
                                    + broken.listedUnder() + "; it moved nothing and uses up no key"));
        }
        return of(
                key,
                Problems.of(
                        ProblemReason.UNKNOWN,
                        "it is not known yet whether the transfer was debited; repeat with the same key to learn"));
    }

    static AnswerView of(String key, ProblemDetail problem) {
        return new AnswerView(key, problem.getStatus(), null, problem);
    }

    private static AnswerView of(String key, DebitOutcome outcome) {
        if (outcome instanceof DebitOutcome.Stored stored) {
            return new AnswerView(key, codeOf(stored.transfer()), TransferView.of(stored.transfer()), null);
        }
        if (outcome instanceof DebitOutcome.KeyConflict conflict) {
            return of(
                    key,
                    Problems.of(
                            ProblemReason.KEY_CONFLICT,
                            "the key stands for transfer " + conflict.transfer().id() + " with another "
                                    + conflict.field(),
                            conflict.field()));
        }
        if (outcome instanceof DebitOutcome.Forbidden) {
            return of(
                    key,
                    Problems.forbidden(
                            "sourceAccountId", "the account is another owner's; nothing moved, no key is used up"));
        }
        return of(key, notStored(((DebitOutcome.NotStored) outcome).reason()));
    }

    private static ProblemDetail notStored(RejectionReason reason) {
        return Problems.of(ProblemReason.ofNotStored(reason), "no such account; nothing is stored under the key");
    }

    /** The first answer's code again, whatever has become of the transfer since. */
    private static int codeOf(Transfer transfer) {
        if (transfer.status() == TransferStatus.REJECTED) {
            return HttpStatus.UNPROCESSABLE_CONTENT.value();
        }
        return transfer.instruction().kind() == TransferKind.TRANSFER
                ? HttpStatus.ACCEPTED.value()
                : HttpStatus.CREATED.value();
    }

    boolean isBusy() {
        return code == HttpStatus.TOO_MANY_REQUESTS.value();
    }

    ResponseEntity<Object> toResponse() {
        return problem == null ? ResponseEntity.status(code).body(transfer) : Problems.answer(problem);
    }
}
