package io.settlement.producer.web;

import io.settlement.access.Scope;
import io.settlement.ledger.IdempotencyKey;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.TransferHistory;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.shard.Ledger;
import io.settlement.ledger.shard.TransferHistories;
import io.settlement.ledger.shard.TransferLists;
import io.settlement.producer.access.Caller;
import io.settlement.producer.access.RequiresScope;
import io.settlement.producer.batching.Answer;
import io.settlement.producer.batching.DebitLanes;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Transfers: one, many, what became of one, and the list of an account. */
@RestController
@RequestMapping(path = "/v1/transfers", produces = MediaType.APPLICATION_JSON_VALUE)
class TransferController {

    private static final Set<String> BY_KEY = Set.of("accountId", "idempotencyKey");

    private final DebitLanes lanes;
    private final PatientAnswers answers;
    private final TransferHistories histories;
    private final TransferLists lists;

    TransferController(DebitLanes lanes, PatientAnswers answers, Ledger ledger) {
        this.lanes = lanes;
        this.answers = answers;
        this.histories = ledger.histories();
        this.lists = ledger.transferLists();
    }

    /** The answers of a bulk, in the order sent. */
    record BulkResponse(List<AnswerView> results) {}

    @PostMapping
    @RequiresScope(Scope.TRANSFERS_WRITE)
    CompletableFuture<ResponseEntity<Object>> submit(
            @Parameter(hidden = true) Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer,
            @RequestBody TransferRequest body) {
        var preference = WaitPreference.of(prefer);
        return lanes.submit(caller.owner(), List.of(body.toInstruction(key)))
                .get(0)
                .thenCompose(answer -> answers.answer(key, answer, preference));
    }

    /** Prefer is passed over: a bulk is for throughput, and one slow transfer would keep a thousand answers. */
    @PostMapping("/bulk")
    @RequiresScope(Scope.TRANSFERS_WRITE)
    CompletableFuture<ResponseEntity<Object>> submitBulk(
            @Parameter(hidden = true) Caller caller, @RequestBody BulkRequest body) {
        var items = body.items();
        List<AnswerView> refused = new ArrayList<>();
        List<TransferInstruction> instructions = new ArrayList<>();
        for (var item : items) {
            refused.add(readInto(instructions, item));
        }
        var decided = lanes.submit(caller.owner(), instructions);
        return CompletableFuture.allOf(decided.toArray(CompletableFuture[]::new))
                .thenApply(done -> answer(inOrderSent(items, refused, decided)));
    }

    /** The whole request is refused only where nothing of it was taken. */
    private static ResponseEntity<Object> answer(List<AnswerView> results) {
        return results.stream().allMatch(AnswerView::isBusy)
                ? Problems.answer(Problems.queueFull())
                : ResponseEntity.ok(new BulkResponse(results));
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

    private static List<AnswerView> inOrderSent(
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
        return results;
    }

    @GetMapping("/{transferId}")
    @RequiresScope(Scope.READ)
    ResponseEntity<Object> get(@PathVariable String transferId) {
        return answer(histories.find(Fields.transfer(transferId)), Problems.transferUnknown());
    }

    /** For whoever got a 503: what became of the instruction that was sent under this key. */
    @GetMapping("/by-key")
    @RequiresScope(Scope.READ)
    ResponseEntity<Object> getByKey(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> given) {
        var parameters = new QueryParameters(given, BY_KEY);
        var account = Fields.customerAccount("accountId", parameters.required("accountId"));
        var key = Fields.read("idempotencyKey", () -> new IdempotencyKey(parameters.required("idempotencyKey")));
        return answer(
                histories.find(new KeyOfAccount(account, key)),
                Problems.of(
                        ProblemReason.TRANSFER_UNKNOWN,
                        "no transfer stands under this key yet; while the request that was sent with it may still run"
                                + " this promises nothing: repeat that request with the same key to learn for certain"));
    }

    private static ResponseEntity<Object> answer(Optional<TransferHistory> found, ProblemDetail otherwise) {
        return found.<ResponseEntity<Object>>map(history -> ResponseEntity.ok(TransferDetails.of(history)))
                .orElseGet(() -> Problems.answer(otherwise));
    }

    @GetMapping
    @RequiresScope(Scope.READ)
    TransferListView list(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> given) {
        var request = TransferListRequest.of(given);
        return TransferListView.of(request.query(), lists.page(request.query(), request.from(), request.limit()));
    }
}
