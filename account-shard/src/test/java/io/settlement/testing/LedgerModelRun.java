package io.settlement.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.ActingOwner;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.DebitBatch;
import io.settlement.ledger.DebitItem;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.IdempotencyKey;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.LegOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Slot;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferKind;
import io.settlement.ledger.shard.CommittedLeg;
import io.settlement.money.Money;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Random operations on a ledger and on a plain model of it, which must agree in every outcome, balance and line. What a
 * ledger is kept in plays no part: the one on databases and the one of the simulation run the same.
 */
public final class LedgerModelRun {

    private final LedgerUnderTest ledger;
    private final long seed;
    private final Random random;
    private final List<ShardId> shards;
    private final LedgerModel model = new LedgerModel();
    private final List<AccountId> accounts = new ArrayList<>();
    private final Set<AccountId> special = new HashSet<>();
    private final List<TransferInstruction> sent = new ArrayList<>();
    private final Map<TransferId, Transfer> open = new HashMap<>();
    private final Map<TransferId, CommittedLeg> legs = new HashMap<>();
    private int operations;
    private int keys;

    public LedgerModelRun(LedgerUnderTest ledger, long seed) {
        this.ledger = ledger;
        this.seed = seed;
        this.random = new Random(seed);
        this.shards = ledger.settlement().slotMap().shards();
    }

    /** @return how many operations it was */
    public int operateWhile(BooleanSupplier goesOn) {
        for (var shard : shards) {
            for (int i = 0; i < 4; i++) {
                openOn(shard);
            }
        }
        while (goesOn.getAsBoolean()) {
            operate(random.nextInt(100));
            operations++;
        }
        return operations;
    }

    private void operate(int dice) {
        if (dice < 2) {
            openOn(any(shards));
        } else if (dice < 45) {
            debitBatch();
        } else if (dice < 65) {
            creditGroup();
        } else if (dice < 85) {
            finishGroup();
        } else if (dice < 87) {
            giveUp();
        } else if (dice < 91) {
            changeStatus();
        } else if (dice < 94) {
            changeLimit();
        } else if (dice < 95) {
            close();
        } else {
            compare(any(accounts));
        }
    }

    private void openOn(ShardId shard) {
        boolean mayOwe = random.nextInt(4) == 0;
        long limit = mayOwe ? random.nextInt(500) : 0;
        var account = ledger.open(shard, mayOwe ? AccountType.SP : AccountType.SA, limit);
        accounts.add(account);
        if (mayOwe) {
            special.add(account);
        }
        model.open(account, limit);
    }

    /** New instructions, old ones word for word, and old keys with another amount. */
    private void debitBatch() {
        var shard = any(shards);
        Map<KeyOfAccount, TransferInstruction> batch = new LinkedHashMap<>();
        int size = 1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 12);
        for (int i = 0; i < size; i++) {
            var instruction = instruction();
            if (shardOf(instruction.keyAccount().slot()).equals(shard)) {
                batch.putIfAbsent(KeyOfAccount.of(instruction), instruction);
            }
        }
        if (batch.isEmpty()) {
            return;
        }
        var instructions = List.copyOf(batch.values());
        var debit = batch(shard, instructions);
        var outcomes = ledger.settlement().source().debit(debit);
        for (int i = 0; i < outcomes.size(); i++) {
            DebitItem item = debit.items().get(i);
            assertThat(told(outcomes.get(i))).as("seed %s", seed).isEqualTo(model.debit(item));
            remember(outcomes.get(i));
        }
        sent.addAll(instructions);
    }

    private void remember(DebitOutcome outcome) {
        if (outcome instanceof DebitOutcome.Stored stored
                && !stored.replayed()
                && !stored.transfer().status().isFinal()) {
            open.put(stored.transfer().id(), stored.transfer());
        }
    }

    private TransferInstruction instruction() {
        int dice = random.nextInt(20);
        if (dice < 3 && !sent.isEmpty()) {
            return any(sent);
        }
        if (dice == 3 && !sent.isEmpty()) {
            var old = any(sent);
            return new TransferInstruction(
                    old.kind(),
                    old.key(),
                    old.source(),
                    old.destination(),
                    old.amount().plus(old.amount()),
                    "");
        }
        var account = any(accounts);
        if (dice < 7) {
            return deposit(account, 1 + random.nextInt(2_000));
        }
        if (dice < 10) {
            return instruction(TransferKind.WITHDRAWAL, account, ledger.nostroOf(account), 1 + random.nextInt(300));
        }
        var payee = random.nextInt(15) == 0
                ? new AccountId(ledger.ids().next(any(accounts).slot()))
                : any(accounts);
        return payee.equals(account)
                ? deposit(account, 1)
                : instruction(TransferKind.TRANSFER, account, payee, 1 + random.nextInt(400));
    }

    private TransferInstruction deposit(AccountId account, long minorUnits) {
        return instruction(TransferKind.DEPOSIT, ledger.nostroOf(account), account, minorUnits);
    }

    private TransferInstruction instruction(
            TransferKind kind, AccountId source, AccountId destination, long minorUnits) {
        var key = new IdempotencyKey("key-" + ++keys);
        return new TransferInstruction(kind, key, source, destination, Money.ofMinor(minorUnits, LedgerNode.CNY), "");
    }

    private DebitBatch batch(ShardId shard, List<TransferInstruction> instructions) {
        var items = instructions.stream()
                .map(instruction -> new DebitItem(
                        new TransferId(
                                ledger.ids().next(instruction.keyAccount().slot())),
                        instruction,
                        ActingOwner.ANY))
                .toList();
        return new DebitBatch(new BatchId(ledger.ids().next(shard.pinnedSlot())), shard, items);
    }

    private static String told(DebitOutcome outcome) {
        if (outcome instanceof DebitOutcome.Stored stored) {
            var transfer = stored.transfer();
            return (stored.replayed() ? "replayed " : "stored ") + transfer.id() + " " + transfer.status()
                    + transfer.reason().map(reason -> " " + reason).orElse("");
        }
        return outcome instanceof DebitOutcome.KeyConflict conflict
                ? "conflict " + conflict.field()
                : "not stored " + ((DebitOutcome.NotStored) outcome).reason();
    }

    private void creditGroup() {
        bySharedPayeeShard(someOpen()).forEach((shard, group) -> {
            if (random.nextInt(3) == 0) {
                group.add(group.get(0));
            }
            check(group, ledger.settlement().destination().credit(shard, group), false);
        });
    }

    private void giveUp() {
        bySharedPayeeShard(someOpen()).forEach((shard, all) -> {
            var group = new ArrayList<>(all.subList(0, 1));
            check(group, ledger.settlement().destination().giveUp(shard, group), true);
        });
    }

    /** The model decides in the order of the group, as the ledger does. */
    private void check(List<Transfer> group, List<CommittedLeg> answered, boolean givingUp) {
        Map<TransferId, String> told = new HashMap<>();
        answered.forEach(leg -> {
            legs.put(leg.transferId(), leg);
            told.put(leg.transferId(), leg.toString());
        });
        for (var transfer : group) {
            var expected = givingUp ? model.giveUp(transfer) : model.credit(transfer);
            assertThat(told.get(transfer.id())).as("seed %s", seed).isEqualTo(expected);
        }
    }

    private void finishGroup() {
        Map<ShardId, List<CommittedLeg>> bySource = new HashMap<>();
        var some = new ArrayList<>(legs.values());
        some.sort(Comparator.comparing(CommittedLeg::transferId));
        Collections.shuffle(some, random);
        some.subList(0, Math.min(some.size(), 1 + random.nextInt(80)))
                .forEach(
                        leg -> bySource.computeIfAbsent(shardOf(leg.transferId().slot()), shard -> new ArrayList<>())
                                .add(leg));
        bySource.forEach((shard, group) -> {
            var moved = new HashSet<TransferId>();
            ledger.settlement().source().finish(shard, group).forEach(transfer -> {
                moved.add(transfer.id());
                open.remove(transfer.id());
            });
            group.stream()
                    .sorted(Comparator.comparing(CommittedLeg::transferId))
                    .forEach(leg -> assertThat(moved.contains(leg.transferId()))
                            .as("seed %s", seed)
                            .isEqualTo(model.finish(leg.transferId(), leg.outcome() == LegOutcome.CREDITED)));
        });
    }

    private void changeStatus() {
        var account = any(accounts);
        var to = List.of(
                        AccountStatus.OPEN,
                        AccountStatus.OPEN,
                        AccountStatus.OPEN,
                        AccountStatus.FROZEN,
                        AccountStatus.FROZEN_CREDIT,
                        AccountStatus.FROZEN_DEBIT)
                .get(random.nextInt(6));
        assertThat(ledger.setStatus(account, to)).as("seed %s", seed).isEqualTo(model.setStatus(account, to));
    }

    private void changeLimit() {
        var account = any(accounts);
        long limit = random.nextInt(600);
        assertThat(ledger.setCreditLimit(account, limit))
                .as("seed %s", seed)
                .isEqualTo(model.setLimit(account, special.contains(account), limit));
    }

    private void close() {
        var account = any(accounts);
        assertThat(ledger.close(account)).as("seed %s", seed).isEqualTo(model.close(account));
    }

    private ShardId shardOf(Slot slot) {
        return ledger.settlement().slotMap().shardOf(slot);
    }

    /** Credits and finishes what is open; nothing may be DEBITED then. */
    public void settleAll() {
        bySharedPayeeShard(new ArrayList<>(open.values()))
                .forEach((shard, group) ->
                        check(group, ledger.settlement().destination().credit(shard, group), false));
        while (!open.isEmpty()) {
            finishGroup();
        }
    }

    public void compareAll() {
        accounts.forEach(this::compare);
    }

    private void compare(AccountId account) {
        var seen = ledger.look(account);
        assertThat(seen.balance()).as("seed %s", seed).isEqualTo(model.balance(account));
        assertThat(seen.status()).isEqualTo(model.status(account));
        assertThat(seen.creditLimit()).isEqualTo(model.limit(account));
        assertThat(seen.lines()).as("seed %s, statement of %s", seed, account).isEqualTo(model.statement(account));
    }

    private List<Transfer> someOpen() {
        var some = new ArrayList<>(open.values());
        some.sort(Comparator.comparing(Transfer::id));
        Collections.shuffle(some, random);
        return some.subList(0, Math.min(some.size(), 1 + random.nextInt(60)));
    }

    private Map<ShardId, List<Transfer>> bySharedPayeeShard(List<Transfer> transfers) {
        Map<ShardId, List<Transfer>> groups = new HashMap<>();
        transfers.forEach(transfer -> groups.computeIfAbsent(
                        shardOf(transfer.instruction().destination().slot()), shard -> new ArrayList<>())
                .add(transfer));
        return groups;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
