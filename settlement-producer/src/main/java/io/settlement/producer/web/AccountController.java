package io.settlement.producer.web;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountOpening;
import io.settlement.ledger.AccountOutcome;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.TransferKind;
import io.settlement.ledger.shard.AccountRegister;
import io.settlement.ledger.shard.Ledger;
import io.settlement.producer.batching.DebitLanes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Accounts: open, look at, pay in, freeze, close. */
@RestController
@RequestMapping("/v1/accounts")
class AccountController {

    private final AccountRegister accounts;
    private final DebitLanes lanes;

    AccountController(Ledger ledger, DebitLanes lanes) {
        this.accounts = ledger.accounts();
        this.lanes = lanes;
    }

    /** The body of an opening; the credit limit is a decimal string, and only for SP. */
    record OpenRequest(String owner, String type, String currency, String creditLimit) {

        AccountOpening toOpening(String key) {
            var currencyCode = Fields.currency(currency);
            long limit = creditLimit == null || creditLimit.equals("0")
                    ? 0
                    : Fields.read(
                            "creditLimit",
                            () -> Fields.money(creditLimit, currency).minorUnits());
            return Fields.read(
                    "owner", () -> new AccountOpening(owner, Fields.key(key), accountType(), currencyCode, limit));
        }

        private AccountType accountType() {
            if (!"SA".equals(type) && !"SP".equals(type)) {
                throw new BadInput("type", "type must be SA or SP");
            }
            return AccountType.valueOf(type);
        }
    }

    /** The body of a deposit. */
    record DepositRequest(String amount, String currency, String reference) {}

    /** The body of a freeze: DEBIT, CREDIT or BOTH. */
    record FreezeRequest(String side) {

        AccountStatus toStatus() {
            return switch (side == null ? "" : side) {
                case "DEBIT" -> AccountStatus.FROZEN_DEBIT;
                case "CREDIT" -> AccountStatus.FROZEN_CREDIT;
                case "BOTH" -> AccountStatus.FROZEN;
                default -> throw new BadInput("side", "side must be DEBIT, CREDIT or BOTH");
            };
        }
    }

    @PostMapping
    ResponseEntity<Object> open(
            @RequestHeader(name = "Idempotency-Key", required = false) String key, @RequestBody OpenRequest body) {
        return answer(HttpStatus.CREATED, accounts.open(body.toOpening(key)));
    }

    @GetMapping("/{accountId}")
    ResponseEntity<Object> get(@PathVariable String accountId) {
        return accounts.find(account(accountId))
                .<ResponseEntity<Object>>map(found -> ResponseEntity.ok(AccountView.of(found)))
                .orElseGet(AccountController::unknown);
    }

    @PostMapping("/{accountId}/deposits")
    CompletableFuture<ResponseEntity<Object>> deposit(
            @PathVariable String accountId,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody DepositRequest body) {
        var account = account(accountId);
        var money = Fields.money(body.amount(), body.currency());
        var instruction = Fields.instruction(
                TransferKind.DEPOSIT,
                Fields.key(key),
                accounts.nostroOf(account, money.currency()),
                account,
                money,
                body.reference());
        return lanes.submit(List.of(instruction))
                .get(0)
                .thenApply(answer -> AnswerView.of(key, answer).toResponse());
    }

    @PostMapping("/{accountId}/freeze")
    ResponseEntity<Object> freeze(@PathVariable String accountId, @RequestBody FreezeRequest body) {
        return answer(HttpStatus.OK, accounts.setStatus(account(accountId), body.toStatus()));
    }

    @PostMapping("/{accountId}/unfreeze")
    ResponseEntity<Object> unfreeze(@PathVariable String accountId) {
        return answer(HttpStatus.OK, accounts.setStatus(account(accountId), AccountStatus.OPEN));
    }

    @PostMapping("/{accountId}/close")
    ResponseEntity<Object> close(@PathVariable String accountId) {
        return answer(HttpStatus.OK, accounts.close(account(accountId)));
    }

    private static AccountId account(String text) {
        return Fields.customerAccount("accountId", text);
    }

    private static ResponseEntity<Object> answer(HttpStatus done, AccountOutcome outcome) {
        if (outcome instanceof AccountOutcome.Done account) {
            return ResponseEntity.status(done).body(AccountView.of(account.account()));
        }
        if (outcome instanceof AccountOutcome.KeyConflict conflict) {
            return Problems.answer(Problems.of(
                    ProblemReason.KEY_CONFLICT,
                    "the key opened account " + conflict.account().id() + " with another " + conflict.field(),
                    conflict.field()));
        }
        if (outcome instanceof AccountOutcome.NotNow not) {
            return Problems.answer(Problems.of(ProblemReason.ACCOUNT_STATE, not.why()));
        }
        return unknown();
    }

    private static ResponseEntity<Object> unknown() {
        return Problems.answer(Problems.of(ProblemReason.ACCOUNT_UNKNOWN, "there is no account of this id"));
    }
}
