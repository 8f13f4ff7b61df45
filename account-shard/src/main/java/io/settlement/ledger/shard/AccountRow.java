package io.settlement.ledger.shard;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import io.settlement.ledger.Account;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountOpening;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.ExternalNumber;
import io.settlement.ledger.StatusReason;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** One row of account. Components are named as the columns are: MyBatis matches them by name. */
@TableName("account")
record AccountRow(
        @TableId(type = IdType.INPUT) Long accountId,
        Integer slot,
        String type,
        String status,
        String currency,
        Long balance,
        Long held,
        Long creditLimit,
        Long accountSeq,
        String owner,
        String openKey,
        LocalDateTime openedAt,
        String externalNumber,
        String statusReason,
        Long openedLimit) {

    static AccountRow opened(AccountId id, AccountOpening opening, LocalDateTime now) {
        return new AccountRow(
                id.value(),
                id.slot().number(),
                opening.type().name(),
                AccountStatus.OPEN.name(),
                opening.currency().code(),
                0L,
                0L,
                opening.creditLimit(),
                0L,
                opening.owner(),
                opening.key().value(),
                now,
                opening.externalNumber().map(ExternalNumber::value).orElse(null),
                null,
                null);
    }

    static AccountRow internal(AccountId id, AccountType type, CurrencyCode currency, LocalDateTime now) {
        return new AccountRow(
                id.value(),
                id.slot().number(),
                type.name(),
                AccountStatus.OPEN.name(),
                currency.code(),
                0L,
                0L,
                0L,
                0L,
                "",
                type + ":" + currency,
                now,
                null,
                null,
                null);
    }

    boolean isCustomers() {
        return AccountType.valueOf(type).isCustomers();
    }

    /** What the opening asked for, whatever the limit has become. */
    long limitAtOpening() {
        return openedLimit == null ? creditLimit : openedLimit;
    }

    Account toAccount() {
        return new Account(
                new AccountId(accountId),
                owner,
                AccountType.valueOf(type),
                AccountStatus.valueOf(status),
                Money.ofMinor(balance, CurrencyCode.of(currency)),
                held,
                creditLimit,
                accountSeq,
                Optional.ofNullable(externalNumber).map(ExternalNumber::new),
                Optional.ofNullable(statusReason).map(StatusReason::new),
                openedAt.toInstant(ZoneOffset.UTC));
    }
}
