package io.settlement.producer.web;

import io.settlement.access.Scope;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.shard.Ledger;
import io.settlement.ledger.shard.SourceLedger;
import io.settlement.producer.access.Caller;
import io.settlement.producer.access.RequiresScope;
import io.settlement.producer.batching.Answer;
import io.settlement.producer.batching.DebitLanes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Transfers: one, many, and what became of one. */
@RestController
@RequestMapping("/v1/transfers")
class TransferController {

    private final DebitLanes lanes;
    private final SourceLedger ledger;

    TransferController(DebitLanes lanes, Ledger ledger) {
        this.lanes = lanes;
        this.ledger = ledger.source();
    }

    /** The answers of a bulk, in the order sent. */
    record BulkResponse(List<AnswerView> results) {}

    @PostMapping
    @RequiresScope(Scope.TRANSFERS_WRITE)
    CompletableFuture<ResponseEntity<Object>> submit(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody TransferRequest body) {
        return lanes.submit(caller.owner(), List.of(body.toInstruction(key)))
                .get(0)
                .thenApply(answer -> AnswerView.of(key, answer).toResponse());
    }

    @PostMapping("/bulk")
    @RequiresScope(Scope.TRANSFERS_WRITE)
    CompletableFuture<BulkResponse> submitBulk(Caller caller, @RequestBody BulkRequest body) {
        var items = body.items();
        List<AnswerView> refused = new ArrayList<>();
        List<TransferInstruction> instructions = new ArrayList<>();
        for (var item : items) {
            refused.add(readInto(instructions, item));
        }
        var answers = lanes.submit(caller.owner(), instructions);
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> inOrderSent(items, refused, answers));
    }

    /** Null where the item could be read: then its instruction is the next one of the list. */
    private static AnswerView readInto(List<TransferInstruction> instructions, BulkRequest.Item item) {
        if (item == null) {
            throw new BadInput("transfers", "an item of transfers is null");
        }
        try {
            instructions.add(item.toRequest().toInstruction(item.idempotencyKey()));
            return null;
        } catch (BadInput bad) {
            return AnswerView.of(item.idempotencyKey(), Problems.badInput(bad));
        }
    }

    private static BulkResponse inOrderSent(
            List<BulkRequest.Item> items, List<AnswerView> refused, List<CompletableFuture<Answer>> answers) {
        List<AnswerView> results = new ArrayList<>();
        var decided = answers.iterator();
        for (int i = 0; i < items.size(); i++) {
            results.add(
                    refused.get(i) != null
                            ? refused.get(i)
                            : AnswerView.of(
                                    items.get(i).idempotencyKey(),
                                    decided.next().join()));
        }
        return new BulkResponse(results);
    }

    @GetMapping("/{transferId}")
    @RequiresScope(Scope.READ)
    ResponseEntity<Object> get(@PathVariable String transferId) {
        return ledger.find(Fields.transfer(transferId))
                .<ResponseEntity<Object>>map(transfer -> ResponseEntity.ok(TransferView.of(transfer)))
                .orElseGet(() -> Problems.answer(Problems.transferUnknown()));
    }
}
