package io.settlement.testing;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.shard.SettlementLedger;
import io.settlement.sharding.IdSource;
import java.util.List;

/** A ledger that is compared with the model, wherever its rows are: empty at first, and nobody else is there. */
public interface LedgerUnderTest {

    SettlementLedger settlement();

    IdSource ids();

    /** An open, empty account in CNY. */
    AccountId open(ShardId shard, AccountType type, long creditLimit);

    AccountId nostroOf(AccountId account);

    /** False where the account's status may not change any more. */
    boolean setStatus(AccountId account, AccountStatus to);

    /** False where the account may not have this limit. */
    boolean setCreditLimit(AccountId account, long limit);

    /** False where the account may not be closed. */
    boolean close(AccountId account);

    Seen look(AccountId account);

    /**
     * An account as its ledger shows it.
     *
     * @param lines each as sequence, kind, amount, balance after it and transfer, with spaces between
     */
    record Seen(long balance, AccountStatus status, long creditLimit, List<String> lines) {}
}
