package io.settlement.ledger.shard;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.DebitItem;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Slot;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferStatus;
import io.settlement.money.CurrencyCode;
import io.settlement.sharding.IdSource;
import io.settlement.sharding.SlotMap;
import io.settlement.simulation.steps.Operation;
import io.settlement.simulation.steps.Steps;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ledger of all shards in one memory, with the same rules, locks and unknown commits as the one on databases; the same
 * model is run against both. It stands in the ledger's package because nobody else may make a committed leg.
 *
 * <p>What is open to subclasses are the guards: a test takes one out and expects the simulation to notice.
 */
public class InMemoryLedger {

    private final SlotMap slotMap;
    private final Steps steps;
    private final Map<ShardId, InMemoryShard> shards = new TreeMap<>();
    private final SettlementLedger settlement;
    private Poison poison = (operation, instruction) -> false;

    /** @param afterCommit called after each commit on any shard, when the rows are as they stand */
    public InMemoryLedger(SlotMap slotMap, Steps steps, Runnable afterCommit) {
        this.slotMap = slotMap;
        this.steps = steps;
        slotMap.shards().forEach(shard -> shards.put(shard, new InMemoryShard(shard, steps, afterCommit)));
        var open = new InMemoryOpenWork(this);
        settlement = new SettlementLedger(
                slotMap, new InMemorySource(this), new InMemoryDestination(this), open, new InMemoryParking(this));
    }

    /** Which instructions break which operation. */
    @FunctionalInterface
    public interface Poison {
        boolean breaks(Operation operation, TransferInstruction instruction);
    }

    public SettlementLedger settlement() {
        return settlement;
    }

    public void setPoison(Poison poison) {
        this.poison = poison;
    }

    public Collection<InMemoryShard> shards() {
        return shards.values();
    }

    public InMemoryShard shard(ShardId shard) {
        return shards.get(shard);
    }

    InMemoryShard shardOf(Slot slot) {
        return shards.get(slotMap.shardOf(slot));
    }

    Steps steps() {
        return steps;
    }

    boolean isPoison(Operation operation, TransferInstruction instruction) {
        return poison.breaks(operation, instruction);
    }

    // The guards.

    /** Whether a fence is a row, which waits for whoever holds the batch's id, or a mere look. */
    protected boolean fenceIsWritten() {
        return true;
    }

    /** Whether a debit looks for the row that stands under a key. */
    protected boolean keyIsLookedFor(DebitItem item) {
        return true;
    }

    /** Whether a payer's funds are decided on. */
    protected boolean fundsAreChecked() {
        return true;
    }

    /** Whether a credit looks for the leg that stands. */
    protected boolean legIsLookedFor(Transfer transfer) {
        return true;
    }

    /** Whether a finish may move the transfer. */
    protected boolean isFinishable(Transfer transfer) {
        return transfer.status() == TransferStatus.DEBITED;
    }

    // Accounts, which settlement does not change.

    /** An open, empty account in the first slot of this shard. */
    public AccountId open(
            ShardId shard, String owner, AccountType type, CurrencyCode currency, IdSource ids, long limit) {
        var id = new AccountId(ids.next(slotMap.slotsOf(shard).get(0)));
        shard(shard).accounts.put(id, new InMemoryAccount(id, owner, type, currency, limit));
        return id;
    }

    public InMemoryAccount account(AccountId id) {
        return shardOf(id.slot()).accounts.get(id);
    }

    public AccountId nostroOf(AccountId account) {
        var row = account(account);
        return InternalAccounts.idOf(AccountType.NOSTRO, row.currency, slotMap.shardOf(account.slot()));
    }

    /** False for a closed account, which stays closed. */
    public boolean setStatus(AccountId id, AccountStatus status) {
        var account = account(id);
        if (account.status != AccountStatus.CLOSED) {
            account.status = status;
            return true;
        }
        return false;
    }

    /** False where the account may have no such limit: it is no SP account, is closed, or uses more. */
    public boolean setLimit(AccountId id, long limit) {
        var account = account(id);
        boolean allowed =
                account.type == AccountType.SP && account.status != AccountStatus.CLOSED && account.balance() >= -limit;
        if (allowed) {
            account.limit = limit;
        }
        return allowed;
    }

    /** False over a balance or an open transfer. */
    public boolean close(AccountId id) {
        var account = account(id);
        boolean busy = shardOf(id.slot()).transfers.values().stream()
                .anyMatch(transfer -> transfer.status() == TransferStatus.DEBITED
                        && transfer.instruction().source().equals(id));
        if (account.status != AccountStatus.CLOSED && (account.balance() != 0 || busy)) {
            return false;
        }
        account.status = AccountStatus.CLOSED;
        return true;
    }

    /** Those of the transfers of all shards that are still DEBITED. */
    public List<Transfer> open() {
        return shards.values().stream()
                .flatMap(shard -> shard.transfers.values().stream())
                .filter(transfer -> transfer.status() == TransferStatus.DEBITED)
                .toList();
    }
}
