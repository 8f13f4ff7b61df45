package io.settlement.ledger.shard;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.PostingKind;
import io.settlement.ledger.TransferId;
import io.settlement.money.CurrencyCode;
import java.util.ArrayList;
import java.util.List;

/** A customer's account as it is committed: its balance and every line of it. */
public final class InMemoryAccount {

    final AccountId id;
    final String owner;
    final AccountType type;
    final CurrencyCode currency;
    private final List<Line> lines = new ArrayList<>();
    AccountStatus status = AccountStatus.OPEN;
    long limit;
    private long balance;

    InMemoryAccount(AccountId id, String owner, AccountType type, CurrencyCode currency, long limit) {
        this.id = id;
        this.owner = owner;
        this.type = type;
        this.currency = currency;
        this.limit = limit;
    }

    /** One posting, credits positive. */
    public record Line(long sequence, PostingKind kind, long amount, long balanceAfter, TransferId transfer) {}

    public AccountId id() {
        return id;
    }

    public AccountStatus status() {
        return status;
    }

    public long limit() {
        return limit;
    }

    public long balance() {
        return balance;
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }

    Draft draft() {
        return new Draft();
    }

    /** The account as one transaction sees it, with what the transaction has posted so far. */
    final class Draft {
        private final List<Line> posted = new ArrayList<>();
        private long drafted = balance;

        InMemoryAccount account() {
            return InMemoryAccount.this;
        }

        boolean covers(long amount) {
            return Math.addExact(drafted, limit) >= amount;
        }

        long balance() {
            return drafted;
        }

        void post(PostingKind kind, long amount, TransferId transfer) {
            drafted = Math.addExact(drafted, amount);
            posted.add(new Line(lines.size() + posted.size() + 1, kind, amount, drafted, transfer));
        }

        /** The row as this transaction leaves it: whoever else has written it meanwhile is overwritten. */
        void write() {
            balance = drafted;
            lines.addAll(posted);
        }
    }
}
