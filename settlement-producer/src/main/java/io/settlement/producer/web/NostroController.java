package io.settlement.producer.web;

import io.settlement.access.Scope;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferKind;
import io.settlement.ledger.shard.AccountRegister;
import io.settlement.ledger.shard.Ledger;
import io.settlement.producer.access.Caller;
import io.settlement.producer.access.RequiresScope;
import io.settlement.producer.batching.DebitLanes;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Deposits and withdrawals: money that enters or leaves over the NOSTRO account of the customer's own shard. */
@RestController
@RequestMapping(path = "/v1/accounts/{accountId}", produces = MediaType.APPLICATION_JSON_VALUE)
class NostroController {

    private final AccountRegister accounts;
    private final DebitLanes lanes;

    NostroController(Ledger ledger, DebitLanes lanes) {
        this.accounts = ledger.accounts();
        this.lanes = lanes;
    }

    /** The body of a deposit or a withdrawal. */
    record CashRequest(String amount, String currency, String reference) {}

    @PostMapping("/deposits")
    @RequiresScope(Scope.OPERATE)
    CompletableFuture<ResponseEntity<Object>> deposit(
            @Parameter(hidden = true) Caller caller,
            @PathVariable String accountId,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody CashRequest body) {
        return submit(caller, key, instruction(TransferKind.DEPOSIT, accountId, key, body));
    }

    @PostMapping("/withdrawals")
    @RequiresScope(Scope.OPERATE)
    CompletableFuture<ResponseEntity<Object>> withdraw(
            @Parameter(hidden = true) Caller caller,
            @PathVariable String accountId,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody CashRequest body) {
        return submit(caller, key, instruction(TransferKind.WITHDRAWAL, accountId, key, body));
    }

    private TransferInstruction instruction(TransferKind kind, String accountId, String key, CashRequest body) {
        var account = Fields.account(accountId);
        var money = Fields.money(body.amount(), body.currency());
        AccountId nostro = accounts.nostroOf(account, money.currency());
        boolean in = kind == TransferKind.DEPOSIT;
        return Fields.instruction(
                kind, Fields.key(key), in ? nostro : account, in ? account : nostro, money, body.reference());
    }

    private CompletableFuture<ResponseEntity<Object>> submit(
            Caller caller, String key, TransferInstruction instruction) {
        return lanes.submit(caller.owner(), List.of(instruction))
                .get(0)
                .thenApply(answer -> AnswerView.of(key, answer).toResponse());
    }
}
