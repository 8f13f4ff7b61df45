package io.settlement.producer.web;

import io.settlement.access.Scope;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.StatusReason;
import io.settlement.ledger.shard.AccountRegister;
import io.settlement.ledger.shard.Ledger;
import io.settlement.producer.access.RequiresScope;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What may be done with an account: freeze, unfreeze, close, credit limit. */
@RestController
@RequestMapping(path = "/v1/accounts/{accountId}", produces = MediaType.APPLICATION_JSON_VALUE)
class AccountStateController {

    private final AccountRegister accounts;

    AccountStateController(Ledger ledger) {
        this.accounts = ledger.accounts();
    }

    /** The body of a freeze: DEBIT, CREDIT or BOTH, and why. */
    record FreezeRequest(String side, String reason) {

        AccountStatus toStatus() {
            return switch (side == null ? "" : side) {
                case "DEBIT" -> AccountStatus.FROZEN_DEBIT;
                case "CREDIT" -> AccountStatus.FROZEN_CREDIT;
                case "BOTH" -> AccountStatus.FROZEN;
                default -> throw new BadInput("side", "side must be DEBIT, CREDIT or BOTH");
            };
        }

        StatusReason toReason() {
            return Fields.read("reason", () -> new StatusReason(reason));
        }
    }

    /** The body of an unfreezing, which may be left out. */
    record UnfreezeRequest(String reason) {

        Optional<StatusReason> toReason() {
            return Optional.ofNullable(reason).map(text -> Fields.read("reason", () -> new StatusReason(text)));
        }
    }

    /** The body of a change of the credit limit; a decimal string in the account's currency. */
    record CreditLimitRequest(String creditLimit) {}

    @PostMapping("/freeze")
    @RequiresScope(Scope.OPERATE)
    ResponseEntity<Object> freeze(@PathVariable String accountId, @RequestBody FreezeRequest body) {
        return AccountAnswer.of(
                HttpStatus.OK, accounts.freeze(Fields.account(accountId), body.toStatus(), body.toReason()));
    }

    @PostMapping("/unfreeze")
    @RequiresScope(Scope.OPERATE)
    ResponseEntity<Object> unfreeze(
            @PathVariable String accountId, @RequestBody(required = false) UnfreezeRequest body) {
        Optional<StatusReason> reason = body == null ? Optional.empty() : body.toReason();
        return AccountAnswer.of(HttpStatus.OK, accounts.unfreeze(Fields.account(accountId), reason));
    }

    @PostMapping("/close")
    @RequiresScope(Scope.ACCOUNTS_WRITE)
    ResponseEntity<Object> close(@PathVariable String accountId) {
        return AccountAnswer.of(HttpStatus.OK, accounts.close(Fields.account(accountId)));
    }

    /** The currency, which says how many decimals a limit may have, is read first; it never changes. */
    @PutMapping("/credit-limit")
    @RequiresScope(Scope.OPERATE)
    ResponseEntity<Object> setCreditLimit(@PathVariable String accountId, @RequestBody CreditLimitRequest body) {
        var id = Fields.account(accountId);
        return accounts.find(id)
                .map(account -> Fields.creditLimit(body.creditLimit(), account.currency()))
                .map(limit -> AccountAnswer.of(HttpStatus.OK, accounts.setCreditLimit(id, limit)))
                .orElseGet(AccountAnswer::unknown);
    }
}
