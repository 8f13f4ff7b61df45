package io.settlement.producer.web;

import io.settlement.ledger.Account;
import io.swagger.v3.oas.annotations.media.Schema;

/** An account as the API shows it. */
@Schema(name = "Account")
record AccountView(
        String accountId, String owner, String type, String currency, String status, String balance, String available) {

    static AccountView of(Account account) {
        return new AccountView(
                account.id().toString(),
                account.owner(),
                account.type().name(),
                account.currency().code(),
                account.status().name(),
                account.balance().toDecimal(),
                account.available().toDecimal());
    }
}
