package io.settlement.producer.web;

import io.settlement.ledger.AccountOutcome;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** What became of a request about an account, in terms of HTTP. */
final class AccountAnswer {

    private AccountAnswer() {}

    static ResponseEntity<Object> of(HttpStatus done, AccountOutcome outcome) {
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

    static ResponseEntity<Object> unknown() {
        return Problems.answer(Problems.accountUnknown());
    }
}
