package io.settlement.producer.web;

import io.settlement.ledger.AccountOpening;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.ExternalNumber;
import io.settlement.ledger.shard.AccountList;
import io.settlement.ledger.shard.AccountRegister;
import io.settlement.ledger.shard.Ledger;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Accounts: open, look at, list. */
@RestController
@RequestMapping("/v1/accounts")
class AccountController {

    private final AccountRegister accounts;
    private final AccountList list;

    AccountController(Ledger ledger) {
        this.accounts = ledger.accounts();
        this.list = ledger.accountList();
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
    ResponseEntity<Object> open(
            @RequestHeader(name = "Idempotency-Key", required = false) String key, @RequestBody OpenRequest body) {
        return AccountAnswer.of(HttpStatus.CREATED, accounts.open(body.toOpening(key)));
    }

    @GetMapping("/{accountId}")
    ResponseEntity<Object> get(@PathVariable String accountId) {
        return accounts.find(Fields.account(accountId))
                .<ResponseEntity<Object>>map(found -> ResponseEntity.ok(AccountView.of(found)))
                .orElseGet(AccountAnswer::unknown);
    }

    @GetMapping
    AccountListView list(AccountListRequest request) {
        return AccountListView.of(request, list.find(request.search(), request.after(), request.most() + 1));
    }
}
