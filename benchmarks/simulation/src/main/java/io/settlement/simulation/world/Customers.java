package io.settlement.simulation.world;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.ActingOwner;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.DebitBatch;
import io.settlement.ledger.DebitItem;
import io.settlement.ledger.IdempotencyKey;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferKind;
import io.settlement.ledger.shard.InMemoryLedger;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import io.settlement.sharding.TimeSortedIds;
import io.settlement.simulation.steps.Operation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The accounts of one history and what is ordered from them. */
final class Customers {

    private static final CurrencyCode CNY = CurrencyCode.of("CNY");
    private static final int ACCOUNTS_PER_SHARD = 2;
    private static final int MOST_FUNDS = 100;
    private static final int HIGHEST_LIMIT = 50;
    private static final int MOST_ORDERS = 3;
    private static final int NODE = 63;
    private static final long NOBODYS = 1L << 40;
    private static final List<Operation> BREAKABLE = List.of(Operation.DEBIT, Operation.CREDIT, Operation.FINISH);

    private final InMemoryLedger ledger;
    private final RandomGenerator random;
    private final int poison;
    private final TimeSortedIds ids;
    private final List<AccountId> accounts = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();
    private boolean mended;

    /** @param poison of so many in a thousand instructions something breaks */
    Customers(InMemoryLedger ledger, RandomGenerator random, int poison, Clock clock) {
        this.ledger = ledger;
        this.random = random;
        this.poison = poison;
        this.ids = new TimeSortedIds(NODE, clock);
        ledger.setPoison(this::breaks);
    }

    void openAccounts() {
        for (var shard : ledger.shards()) {
            for (int i = 0; i < ACCOUNTS_PER_SHARD; i++) {
                boolean mayOwe = oneIn(4);
                var account = ledger.open(
                        shard.id(),
                        "owner",
                        mayOwe ? AccountType.SP : AccountType.SA,
                        CNY,
                        ids,
                        mayOwe ? random.nextInt(HIGHEST_LIMIT) : 0);
                accounts.add(account);
                fund(account);
            }
        }
    }

    /** By the ledger's own deposit; nobody else is there yet. */
    private void fund(AccountId account) {
        var shard = ledger.settlement().slotMap().shardOf(account.slot());
        var deposit = instruction(TransferKind.DEPOSIT, "funds", ledger.nostroOf(account), account, MOST_FUNDS);
        var item = new DebitItem(new TransferId(ids.next(account.slot())), deposit, ActingOwner.ANY);
        ledger.settlement()
                .source()
                .debit(new DebitBatch(new BatchId(ids.next(shard.pinnedSlot())), shard, List.of(item)));
    }

    AccountId anyAccount() {
        return any(accounts);
    }

    /** All that were drawn so far. */
    List<Order> orders() {
        return orders;
    }

    /** What one caller wants. */
    List<Order> draw() {
        List<Order> drawn = new ArrayList<>();
        for (int left = 1 + random.nextInt(MOST_ORDERS); left > 0; left--) {
            var instruction = orders.isEmpty() || !oneIn(12)
                    ? newInstruction("key-" + orders.size())
                    : underTheKeyOf(any(orders).instruction());
            var order = new Order(instruction);
            orders.add(order);
            drawn.add(order);
        }
        return drawn;
    }

    /** The same once more, or something else under its key. */
    private TransferInstruction underTheKeyOf(TransferInstruction earlier) {
        return new TransferInstruction(
                earlier.kind(),
                earlier.key(),
                earlier.source(),
                earlier.destination(),
                Money.ofMinor(earlier.amount().minorUnits() + random.nextInt(2), CNY),
                earlier.reference());
    }

    private TransferInstruction newInstruction(String key) {
        var account = anyAccount();
        if (oneIn(20)) {
            return instruction(TransferKind.DEPOSIT, key, ledger.nostroOf(account), account, MOST_FUNDS / 2);
        }
        if (oneIn(20)) {
            return instruction(TransferKind.WITHDRAWAL, key, account, ledger.nostroOf(account), MOST_FUNDS / 2);
        }
        var payee = oneIn(12)
                ? new AccountId(anyAccount().value() + NOBODYS)
                : any(accounts.stream().filter(other -> !other.equals(account)).toList());
        return instruction(TransferKind.TRANSFER, key, account, payee, MOST_FUNDS / 2);
    }

    private TransferInstruction instruction(
            TransferKind kind, String key, AccountId source, AccountId destination, int most) {
        var amount = Money.ofMinor(1 + random.nextInt(most), CNY);
        return new TransferInstruction(kind, new IdempotencyKey(key), source, destination, amount, breakable(kind));
    }

    /** A reference that says which operation the instruction breaks; mostly none. */
    private String breakable(TransferKind kind) {
        return kind == TransferKind.TRANSFER && random.nextInt(1000) < poison
                ? any(BREAKABLE).toString()
                : "";
    }

    private boolean breaks(Operation operation, TransferInstruction instruction) {
        return instruction.reference().equals(operation.toString()) && !(mended && operation != Operation.DEBIT);
    }

    /** What broke a credit or a finish does so no more. Nobody mends an instruction that breaks its debit. */
    void mend() {
        mended = true;
    }

    private boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
