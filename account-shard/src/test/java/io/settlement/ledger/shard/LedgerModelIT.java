package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountOutcome;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.DebitItem;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.LegOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.StatementLine;
import io.settlement.ledger.StatementQuery;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.money.Money;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random operations on the real ledger and on a plain model of it, which must agree in every outcome, balance and line.
 * The proof is read all the while. A seed that failed is run again with {@code -Dledger.seed=...}.
 */
@Timeout(180)
class LedgerModelIT {

    private static final Duration LENGTH = Duration.ofSeconds(20);

    private final long seed = Long.getLong("ledger.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final LedgerModel model = new LedgerModel();
    private final List<AccountId> accounts = new ArrayList<>();
    private final List<TransferInstruction> sent = new ArrayList<>();
    private final Map<TransferId, Transfer> open = new HashMap<>();
    private final Map<TransferId, CommittedLeg> legs = new HashMap<>();
    private LedgerNode node;
    private int operations;

    @Test
    void agreesWithAPlainModelWhileTheProofIsRead() throws Exception {
        System.out.println("LedgerModelIT seed " + seed);
        try (var fixture = LedgerFixture.of(3)) {
            node = fixture.node();
            var running = new AtomicBoolean(true);
            var proof = CompletableFuture.supplyAsync(() -> proveWhile(fixture, running));
            try {
                operateFor(LENGTH);
            } finally {
                running.set(false);
            }
            System.out.println(operations + " operations, proof read " + proof.get(60, TimeUnit.SECONDS) + " times");
            settleAll();
            compareAll();
            fixture.assertConserved();
            assertThat(fixture.numberOverAll("SELECT COUNT(*) FROM transfer WHERE status = 'DEBITED'"))
                    .isZero();
        }
    }

    private static int proveWhile(LedgerFixture fixture, AtomicBoolean running) {
        int times = 0;
        while (running.get()) {
            fixture.assertConserved();
            times++;
        }
        return times;
    }

    private void operateFor(Duration length) {
        for (var shard : List.of(new ShardId(0), new ShardId(1), new ShardId(2))) {
            for (int i = 0; i < 4; i++) {
                openOn(shard);
            }
        }
        long until = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < until) {
            operate(random.nextInt(100));
            operations++;
        }
    }

    private void operate(int dice) {
        if (dice < 2) {
            openOn(new ShardId(random.nextInt(3)));
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
        boolean special = random.nextInt(4) == 0;
        long limit = special ? random.nextInt(500) : 0;
        var account = node.account(shard, special ? AccountType.SP : AccountType.SA, LedgerNode.CNY, limit);
        accounts.add(account);
        model.open(account, limit);
    }

    /** New instructions, old ones word for word, and old keys with another amount. */
    private void debitBatch() {
        var shard = new ShardId(random.nextInt(3));
        Map<KeyOfAccount, TransferInstruction> batch = new LinkedHashMap<>();
        int size = 1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 12);
        for (int i = 0; i < size; i++) {
            var instruction = instruction();
            if (node.shardOf(instruction.keyAccount()).equals(shard)) {
                batch.putIfAbsent(KeyOfAccount.of(instruction), instruction);
            }
        }
        if (batch.isEmpty()) {
            return;
        }
        var instructions = List.copyOf(batch.values());
        var debit = node.batch(instructions);
        var outcomes = node.ledger().source().debit(debit);
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
            return node.deposit(account, 1 + random.nextInt(2_000));
        }
        if (dice < 10) {
            return node.withdrawal(account, 1 + random.nextInt(300));
        }
        var payee = random.nextInt(15) == 0
                ? new AccountId(node.ids().next(any(accounts).slot()))
                : any(accounts);
        return payee.equals(account)
                ? node.deposit(account, 1)
                : LedgerNode.transfer(account, payee, 1 + random.nextInt(400));
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
            check(group, node.ledger().destination().credit(shard, group), false);
        });
    }

    private void giveUp() {
        bySharedPayeeShard(someOpen()).forEach((shard, all) -> {
            var group = new ArrayList<>(all.subList(0, 1));
            check(group, node.ledger().destination().giveUp(shard, group), true);
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
                .forEach(leg -> bySource.computeIfAbsent(
                                node.database().shardOf(leg.transferId().slot()), shard -> new ArrayList<>())
                        .add(leg));
        bySource.forEach((shard, group) -> {
            var moved = new HashSet<TransferId>();
            node.ledger().source().finish(shard, group).forEach(transfer -> {
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
        var outcome = node.setStatus(account, to);
        assertThat(outcome instanceof AccountOutcome.Done).isEqualTo(model.setStatus(account, to));
    }

    private void changeLimit() {
        var account = any(accounts);
        long limit = random.nextInt(600);
        var outcome = node.ledger().accounts().setCreditLimit(account, Money.ofMinor(limit, LedgerNode.CNY));
        assertThat(outcome instanceof AccountOutcome.Done)
                .as("seed %s", seed)
                .isEqualTo(model.setLimit(account, node.read(account).type() == AccountType.SP, limit));
    }

    private void close() {
        var account = any(accounts);
        assertThat(node.ledger().accounts().close(account) instanceof AccountOutcome.Done)
                .as("seed %s", seed)
                .isEqualTo(model.close(account));
    }

    private void settleAll() {
        bySharedPayeeShard(new ArrayList<>(open.values()))
                .forEach((shard, group) ->
                        check(group, node.ledger().destination().credit(shard, group), false));
        while (!open.isEmpty()) {
            finishGroup();
        }
    }

    private void compareAll() {
        accounts.forEach(this::compare);
    }

    private void compare(AccountId account) {
        var real = node.read(account);
        assertThat(real.balance().minorUnits()).as("seed %s", seed).isEqualTo(model.balance(account));
        assertThat(real.status()).isEqualTo(model.status(account));
        assertThat(real.creditLimit()).isEqualTo(model.limit(account));
        List<StatementLine> read = new ArrayList<>();
        for (long first = 1; first <= real.sequence(); first += Statements.MOST_LINES) {
            read.addAll(node.ledger().statements().lines(account, first, Statements.MOST_LINES));
        }
        var lines = read.stream()
                .map(line -> line.sequence() + " " + line.kind() + " "
                        + line.amount().minorUnits() + " "
                        + line.balanceAfter().minorUnits() + " " + line.transferId())
                .toList();
        assertThat(lines).as("seed %s, statement of %s", seed, account).isEqualTo(model.statement(account));
        comparePeriod(account, read);
    }

    /** Between the times of two lines, with the balances that the lines themselves tell. */
    private void comparePeriod(AccountId account, List<StatementLine> lines) {
        if (lines.isEmpty()) {
            return;
        }
        var one = any(lines).recordedAt();
        var other = any(lines).recordedAt();
        var since = one.isBefore(other) ? one : other;
        var until = one.isBefore(other) ? other : one;
        var inside = lines.stream()
                .filter(line ->
                        !line.recordedAt().isBefore(since) && line.recordedAt().isBefore(until))
                .toList();
        var page = node.ledger()
                .statements()
                .page(account, new StatementQuery.Period(since, until), Statements.MOST_LINES)
                .orElseThrow();
        assertThat(page.lines())
                .as("seed %s, %s from %s until %s", seed, account, since, until)
                .isEqualTo(inside.subList(0, Math.min(Statements.MOST_LINES, inside.size())));
        assertThat(page.closing().balance().minorUnits()
                        - page.opening().balance().minorUnits())
                .isEqualTo(inside.stream()
                        .mapToLong(line -> line.amount().minorUnits())
                        .sum());
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
                        node.shardOf(transfer.instruction().destination()), shard -> new ArrayList<>())
                .add(transfer));
        return groups;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
