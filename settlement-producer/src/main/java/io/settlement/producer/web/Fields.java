package io.settlement.producer.web;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.IdempotencyKey;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferKind;
import io.settlement.money.CurrencyCode;
import io.settlement.money.InvalidMoney;
import io.settlement.money.Money;
import java.util.function.Supplier;

/** Reads the fields of requests into the words of the ledger, or says which field is wrong. */
final class Fields {

    private Fields() {}

    static IdempotencyKey key(String text) {
        if (text == null) {
            throw new BadInput("Idempotency-Key", "an idempotency key is required");
        }
        return read("Idempotency-Key", () -> new IdempotencyKey(text));
    }

    /** An id of a slot where customers live; others are the bank's own and never named from outside. */
    static AccountId customerAccount(String field, String text) {
        var account = read(field, () -> AccountId.parse(text));
        if (!account.slot().isCustomers()) {
            throw new BadInput(field, field + " is not the id of a customer's account");
        }
        return account;
    }

    /** The account that a path names. */
    static AccountId account(String text) {
        return customerAccount("accountId", text);
    }

    static TransferId transfer(String text) {
        return read("transferId", () -> TransferId.parse(text));
    }

    static Money money(String amount, String currency) {
        return read("amount", () -> Money.parse(amount, currency(currency)));
    }

    static Money creditLimit(String text, CurrencyCode currency) {
        return read("creditLimit", () -> Money.parseLimit(text, currency));
    }

    static CurrencyCode currency(String text) {
        if (text == null) {
            throw new BadInput("currency", "currency is required");
        }
        return read("currency", () -> CurrencyCode.of(text));
    }

    static TransferInstruction instruction(
            TransferKind kind,
            IdempotencyKey key,
            AccountId source,
            AccountId destination,
            Money amount,
            String reference) {
        return read(
                source.equals(destination) ? "destinationAccountId" : "reference",
                () -> new TransferInstruction(
                        kind, key, source, destination, amount, reference == null ? "" : reference));
    }

    /** For what only checks. */
    static void check(String field, Runnable check) {
        read(field, () -> {
            check.run();
            return null;
        });
    }

    static <T> T read(String field, Supplier<T> value) {
        try {
            return value.get();
        } catch (InvalidMoney wrong) {
            throw new BadInput(wrong.getMessage().startsWith("currency") ? "currency" : field, wrong.getMessage());
        } catch (IllegalArgumentException wrong) {
            throw new BadInput(field, wrong.getMessage());
        }
    }
}
