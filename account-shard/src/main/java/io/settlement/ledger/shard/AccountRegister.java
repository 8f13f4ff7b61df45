package io.settlement.ledger.shard;

import io.settlement.ledger.Account;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountOpening;
import io.settlement.ledger.AccountOutcome;
import io.settlement.ledger.AccountOutcome.Done;
import io.settlement.ledger.AccountOutcome.NotNow;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.LedgerInvariantViolated;
import io.settlement.ledger.StatusReason;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import io.settlement.sharding.IdSource;
import io.settlement.sharding.ShardedDatabase;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;

/** Opens, freezes, limits and closes accounts, and finds them. Moves no money. Safe for any number of threads. */
public final class AccountRegister {

    private static final String STILL_FULL = "it still has a balance or a hold";

    private final ShardTransactions transactions;
    private final ShardedDatabase database;
    private final AccountMapper accounts;
    private final IdSource ids;
    private final Clock clock;
    private final Currencies currencies;

    AccountRegister(
            ShardTransactions transactions,
            ShardedDatabase database,
            LedgerMappers mappers,
            IdSource ids,
            Clock clock) {
        this.transactions = transactions;
        this.database = database;
        this.accounts = mappers.get(AccountMapper.class);
        this.ids = ids;
        this.clock = clock;
        this.currencies = new Currencies(transactions, database, accounts, clock);
    }

    /**
     * Opens an account, or answers the one that the same owner and key opened before. The first account of a currency
     * also opens that currency's internal accounts on every shard, so all of them must be reachable then; later ones
     * need their own shard alone.
     */
    public AccountOutcome open(AccountOpening opening) {
        var slot = opening.slot();
        var shard = database.shardOf(slot);
        currencies.prepare(opening.currency(), shard);
        return transactions.run(shard, session -> {
            session.requireHead();
            var earlier = accounts.findByOpening(opening.owner(), opening.key().value(), slot.number());
            if (earlier != null) {
                return sameOrConflict(earlier, opening);
            }
            var id = new AccountId(ids.next(slot));
            insert(AccountRow.opened(id, opening, now()));
            return new Done(accounts.find(id.value(), slot.number()).toAccount());
        });
    }

    private static AccountOutcome sameOrConflict(AccountRow earlier, AccountOpening opening) {
        var account = earlier.toAccount();
        return differing(account, earlier.limitAtOpening(), opening)
                .<AccountOutcome>map(field -> new AccountOutcome.KeyConflict(account, field))
                .orElseGet(() -> new Done(account));
    }

    private static Optional<String> differing(Account account, long limitAtOpening, AccountOpening opening) {
        if (account.type() != opening.type()) {
            return Optional.of("type");
        }
        if (!account.currency().equals(opening.currency())) {
            return Optional.of("currency");
        }
        if (limitAtOpening != opening.creditLimit()) {
            return Optional.of("creditLimit");
        }
        return account.externalNumber().equals(opening.externalNumber())
                ? Optional.empty()
                : Optional.of("externalNumber");
    }

    private void insert(AccountRow row) {
        try {
            accounts.insert(row);
        } catch (DuplicateKeyException anotherTry) {
            throw new ShardTransactions.TakenId(anotherTry);
        }
    }

    public Optional<Account> find(AccountId id) {
        return transactions.read(
                database.shardOf(id.slot()),
                session -> Optional.ofNullable(row(id)).map(AccountRow::toAccount));
    }

    /** The NOSTRO account that a deposit to, or a withdrawal from, this account runs against. */
    public AccountId nostroOf(AccountId account, CurrencyCode currency) {
        return InternalAccounts.idOf(AccountType.NOSTRO, currency, database.shardOf(account.slot()));
    }

    /**
     * Freezes an account, or freezes it otherwise. Takes it out of a close that is under way or was left by a crash: that
     * close then finds it so and ends in nothing.
     *
     * @param to FROZEN_DEBIT, FROZEN_CREDIT or FROZEN
     */
    public AccountOutcome freeze(AccountId id, AccountStatus to, StatusReason reason) {
        if (to.isClosing() || to == AccountStatus.OPEN) {
            throw new IllegalArgumentException("an account is not frozen by " + to);
        }
        return setStatus(id, to, Optional.of(reason));
    }

    /** Opens a frozen account again. The reason, or that there is none, takes the place of the one before. */
    public AccountOutcome unfreeze(AccountId id, Optional<StatusReason> reason) {
        return setStatus(id, AccountStatus.OPEN, reason);
    }

    private AccountOutcome setStatus(AccountId id, AccountStatus to, Optional<StatusReason> reason) {
        return locked(
                id,
                account -> account.status() == AccountStatus.CLOSED
                        ? notNow(account)
                        : new Done(moved(account, to, reason)));
    }

    /**
     * Sets the credit limit of an SP account, decided on the locked row: never below what is in use.
     *
     * @param limit from zero to {@link Money#MAX_BALANCE}, in the account's currency
     */
    public AccountOutcome setCreditLimit(AccountId id, Money limit) {
        if (limit.minorUnits() < 0 || limit.minorUnits() > Money.MAX_BALANCE) {
            throw new IllegalArgumentException("a credit limit is from zero to 4*10^18 minor units");
        }
        return locked(id, account -> {
            if (account.status().isClosing()) {
                return notNow(account);
            }
            if (account.type() != AccountType.SP) {
                return new NotNow(account, "only an SP account has a credit limit");
            }
            if (limit.minorUnits() < account.usedCredit()) {
                return new NotNow(
                        account, Money.ofMinor(account.usedCredit(), account.currency()) + " of the credit are in use");
            }
            return new Done(
                    changed(account, accounts.changeCreditLimit(id.value(), slotOf(account), limit.minorUnits())));
        });
    }

    /**
     * Closes an account that has no balance and no open transfer. It is CLOSING while that is looked up without a lock,
     * and back in its earlier status where it cannot be closed or the look fails. After a crash in between, call again,
     * or {@link #setStatus}.
     */
    public AccountOutcome close(AccountId id) {
        var closing = locked(id, this::startClosing);
        if (!(closing instanceof Done done) || done.account().status() == AccountStatus.CLOSED) {
            return closing;
        }
        try {
            boolean busy = transactions.read(database.shardOf(id.slot()), session -> OpenTransfers.any(session, id));
            return locked(
                    id, account -> closeOrReopen(account, busy, done.account().sequence()));
        } catch (RuntimeException notTold) {
            // Left CLOSING, it would refuse every credit until somebody asks why.
            giveBack(id, notTold);
            throw notTold;
        }
    }

    private void giveBack(AccountId id, RuntimeException notTold) {
        try {
            locked(
                    id,
                    account -> account.status() == AccountStatus.CLOSING
                            ? new Done(reopened(account))
                            : new Done(account));
        } catch (RuntimeException away) {
            notTold.addSuppressed(away);
        }
    }

    private AccountOutcome startClosing(Account account) {
        if (account.status().isClosing()) {
            return new Done(account);
        }
        return isEmpty(account)
                ? new Done(changed(account, accounts.startClosing(account.id().value(), slotOf(account))))
                : new NotNow(account, STILL_FULL);
    }

    /** @param sequence the account's before the look: another close may have reopened it, and a debit have slipped in */
    private AccountOutcome closeOrReopen(Account account, boolean busy, long sequence) {
        if (account.status() != AccountStatus.CLOSING) {
            return notNow(account);
        }
        if (busy || account.sequence() != sequence) {
            return new NotNow(reopened(account), "it has transfers that are not finished");
        }
        return isEmpty(account)
                ? new Done(changed(account, accounts.endClosing(account.id().value(), slotOf(account))))
                : new NotNow(reopened(account), STILL_FULL);
    }

    private Account reopened(Account account) {
        return changed(account, accounts.reopen(account.id().value(), slotOf(account)));
    }

    private static boolean isEmpty(Account account) {
        return account.balance().minorUnits() == 0 && account.held() == 0;
    }

    private interface OnLockedAccount {
        AccountOutcome decide(Account account);
    }

    private AccountOutcome locked(AccountId id, OnLockedAccount decision) {
        return transactions.run(database.shardOf(id.slot()), session -> {
            session.requireHead();
            var row = accounts.lock(id.value(), id.slot().number());
            // An internal account has a status that nobody may touch: all money of the shard runs over it.
            return row == null || !row.isCustomers() ? new AccountOutcome.Unknown() : decision.decide(row.toAccount());
        });
    }

    private static NotNow notNow(Account account) {
        return new NotNow(account, "the account is " + account.status());
    }

    private Account moved(Account account, AccountStatus to, Optional<StatusReason> reason) {
        return changed(
                account,
                accounts.changeStatus(
                        account.id().value(),
                        slotOf(account),
                        account.status().name(),
                        to.name(),
                        reason.map(StatusReason::text).orElse(null)));
    }

    /** The account as it stands after an UPDATE of its locked row. */
    private Account changed(Account account, int rows) {
        if (rows != 1) {
            throw new LedgerInvariantViolated("rows changed of locked account " + account.id(), 1, rows);
        }
        return row(account.id()).toAccount();
    }

    private static int slotOf(Account account) {
        return account.id().slot().number();
    }

    private AccountRow row(AccountId id) {
        return accounts.find(id.value(), id.slot().number());
    }

    private LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
