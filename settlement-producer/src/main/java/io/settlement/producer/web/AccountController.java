package io.settlement.producer.web;

import io.settlement.access.Scope;
import io.settlement.ledger.AccountOpening;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.ExternalNumber;
import io.settlement.ledger.shard.AccountList;
import io.settlement.ledger.shard.AccountRegister;
import io.settlement.ledger.shard.Ledger;
import io.settlement.producer.access.Caller;
import io.settlement.producer.access.RequiresScope;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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

/** Accounts: open, look at, list. */
@RestController
@RequestMapping(path = "/v1/accounts", produces = MediaType.APPLICATION_JSON_VALUE)
class AccountController {

    private final AccountRegister accounts;
    private final AccountList list;
    private final ShardDoor door;

    AccountController(Ledger ledger, ShardDoor door) {
        this.accounts = ledger.accounts();
        this.list = ledger.accountList();
        this.door = door;
    }

    /** The body of an opening; the credit limit is a decimal string, and only for SP. */
    record OpenRequest(String owner, String type, String currency, String creditLimit, String externalNumber) {

        AccountOpening toOpening(String key) {
            Fields.check("owner", () -> AccountOpening.requireOwner(owner));
            var idempotencyKey = Fields.key(key);
            var accountType = accountType();
            var currencyCode = Fields.currency(currency);
            var number = Optional.ofNullable(externalNumber)
                    .map(text -> Fields.read("externalNumber", () -> new ExternalNumber(text)));
            long limit = creditLimit == null
                    ? 0
                    : Fields.creditLimit(creditLimit, currencyCode).minorUnits();
            return Fields.read(
                    "creditLimit",
                    () -> new AccountOpening(owner, idempotencyKey, accountType, currencyCode, limit, number));
        }

        private AccountType accountType() {
            if (!"SA".equals(type) && !"SP".equals(type)) {
                throw new BadInput("type", "type must be SA or SP");
            }
            return AccountType.valueOf(type);
        }
    }

    @PostMapping
    @RequiresScope(Scope.ACCOUNTS_WRITE)
    ResponseEntity<Object> open(
            @Parameter(hidden = true) Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody OpenRequest body) {
        var opening = body.toOpening(key);
        caller.requireMayOpen(opening);
        return AccountAnswer.of(HttpStatus.CREATED, door.opening(opening.slot(), () -> accounts.open(opening)));
    }

    @GetMapping("/{accountId}")
    @RequiresScope(Scope.READ)
    ResponseEntity<Object> get(@PathVariable String accountId) {
        return accounts.find(Fields.account(accountId))
                .<ResponseEntity<Object>>map(found -> ResponseEntity.ok(AccountView.of(found)))
                .orElseGet(AccountAnswer::unknown);
    }

    /** A key that is bound to an owner finds that owner's accounts and no others. */
    @GetMapping
    @RequiresScope(Scope.READ)
    AccountListView list(
            @Parameter(hidden = true) Caller caller,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> given) {
        var asked = AccountListRequest.of(given, caller);
        return AccountListView.of(asked, list.find(asked.search(), asked.after(), asked.limit() + 1));
    }
}
