package io.settlement.producer.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.settlement.ledger.Account;
import io.settlement.ledger.ExternalNumber;
import io.settlement.ledger.StatusReason;
import io.settlement.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;

/** An account as the API shows it. {@code externalNumber} and {@code statusReason} are absent where there is none. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Account")
record AccountView(
        String accountId,
        String owner,
        String externalNumber,
        String type,
        String currency,
        String status,
        String statusReason,
        String balance,
        String held,
        String creditLimit,
        String available,
        String openedAt) {

    static AccountView of(Account account) {
        return new AccountView(
                account.id().toString(),
                account.owner(),
                account.externalNumber().map(ExternalNumber::value).orElse(null),
                account.type().name(),
                account.currency().code(),
                account.status().name(),
                account.statusReason().map(StatusReason::text).orElse(null),
                account.balance().toDecimal(),
                decimal(account, account.held()),
                decimal(account, account.creditLimit()),
                account.available().toDecimal(),
                account.openedAt().toString());
    }

    private static String decimal(Account account, long minorUnits) {
        return Money.ofMinor(minorUnits, account.currency()).toDecimal();
    }
}
