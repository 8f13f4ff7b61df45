package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferKind;
import io.settlement.ledger.TransferStatus;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random debits, credits, finishes and freezes by two processes at once on the same few accounts. No model can say in
 * which order they happen; it can say what must be true of every order: who was told what keeps it, and the balances at
 * the end are what all have been told together. A seed that failed is run again with {@code -Dledger.seed=...}.
 */
@Timeout(120)
class TwoNodesIT {

    private static final Duration LENGTH = Duration.ofSeconds(4);
    private static final int THREADS = 4;

    private final long seed = Long.getLong("ledger.seed", System.nanoTime());
    private final Map<KeyOfAccount, String> told = new ConcurrentHashMap<>();
    private final Map<TransferId, Transfer> stored = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<TransferInstruction> sent = new ConcurrentLinkedQueue<>();
    private List<LedgerNode> nodes;
    private List<AccountId> accounts;

    @Test
    void agreeInTheEndOnWhatEachHasTold() {
        System.out.println("TwoNodesIT seed " + seed);
        try (var fixture = LedgerFixture.of(3)) {
            nodes = List.of(fixture.node(), fixture.node());
            accounts = IntStream.range(0, 9)
                    .mapToObj(i -> nodes.get(0).account(new ShardId(i % 3)))
                    .toList();
            accounts.forEach(
                    account -> debit(nodes.get(0), List.of(nodes.get(0).deposit(account, 1_000)), new Random(seed)));

            Concurrently.run(THREADS, i -> work(nodes.get(i % 2), new Random(seed + i)));

            accounts.forEach(account -> nodes.get(0).setStatus(account, AccountStatus.OPEN));
            nodes.get(1).settle(open());
            var ended = stored.values().stream().map(nodes.get(1)::read).toList();
            assertThat(ended).allMatch(transfer -> transfer.status().isFinal());
            accounts.forEach(account -> assertThat(nodes.get(1).balance(account))
                    .as("seed %d, %s", seed, account)
                    .isEqualTo(ended.stream()
                            .mapToLong(transfer -> change(account, transfer))
                            .sum())
                    .isNotNegative());
            assertThat(fixture.numberOverAll("SELECT COUNT(*) FROM transfer"))
                    .as("seed %d: nothing stands that nobody was told of", seed)
                    .isEqualTo(stored.size());
            fixture.assertConserved();
        }
    }

    private int work(LedgerNode node, Random random) {
        int done = 0;
        for (long until = System.nanoTime() + LENGTH.toNanos(); System.nanoTime() < until; done++) {
            int dice = random.nextInt(10);
            if (dice < 5) {
                debit(node, instructions(node, random), random);
            } else if (dice < 9) {
                settleSome(node, random);
            } else {
                var to = List.of(
                        AccountStatus.OPEN, AccountStatus.OPEN, AccountStatus.FROZEN, AccountStatus.FROZEN_CREDIT);
                node.setStatus(any(accounts, random), to.get(random.nextInt(4)));
            }
        }
        return done;
    }

    /** New ones, and old ones word for word, all of one shard. */
    private List<TransferInstruction> instructions(LedgerNode node, Random random) {
        Map<KeyOfAccount, TransferInstruction> batch = new LinkedHashMap<>();
        for (int i = 0; i < 12; i++) {
            var payer = any(accounts, random);
            var payee = any(accounts, random);
            var instruction = payer.equals(payee)
                    ? node.deposit(payer, 1 + random.nextInt(50))
                    : LedgerNode.transfer(payer, payee, 1 + random.nextInt(200));
            batch.put(KeyOfAccount.of(instruction), instruction);
        }
        sent.stream()
                .skip(random.nextInt(1 + sent.size()))
                .limit(6)
                .forEach(old -> batch.put(KeyOfAccount.of(old), old));
        var shard = node.shardOf(batch.values().iterator().next().keyAccount());
        return batch.values().stream()
                .filter(instruction -> node.shardOf(instruction.keyAccount()).equals(shard))
                .toList();
    }

    private void debit(LedgerNode node, List<TransferInstruction> instructions, Random random) {
        var outcomes = node.debit(instructions.toArray(TransferInstruction[]::new));
        outcomes.forEach(outcome -> {
            var transfer = ((DebitOutcome.Stored) outcome).transfer();
            var answer = transfer.id() + (transfer.status() == TransferStatus.REJECTED ? " rejected" : " taken");
            var before = told.putIfAbsent(KeyOfAccount.of(transfer.instruction()), answer);
            assertThat(before == null || before.equals(answer))
                    .as("seed %d: told %s, then %s", seed, before, answer)
                    .isTrue();
            stored.putIfAbsent(transfer.id(), transfer);
        });
        if (random.nextInt(3) == 0) {
            sent.addAll(instructions);
        }
    }

    /** Whatever this thread believes to be open; others may be at the same ones. */
    private void settleSome(LedgerNode node, Random random) {
        var some = stored.values().stream()
                .filter(transfer -> transfer.status() == TransferStatus.DEBITED && random.nextInt(4) == 0)
                .map(Transfer::id)
                .limit(60)
                .toList();
        List<Transfer> read = new ArrayList<>();
        for (var shard : node.database().slotMap().shards()) {
            read.addAll(node.ledger()
                    .source()
                    .open(
                            shard,
                            some.stream()
                                    .filter(id ->
                                            node.database().shardOf(id.slot()).equals(shard))
                                    .toList()));
        }
        node.settle(read);
    }

    private List<Transfer> open() {
        return stored.values().stream()
                .filter(transfer -> transfer.status() == TransferStatus.DEBITED)
                .map(nodes.get(0)::read)
                .filter(transfer -> transfer.status() == TransferStatus.DEBITED)
                .toList();
    }

    private static long change(AccountId account, Transfer transfer) {
        var instruction = transfer.instruction();
        long amount = instruction.amount().minorUnits();
        if (transfer.status() != TransferStatus.SETTLED) {
            return 0;
        }
        if (instruction.destination().equals(account)) {
            return amount;
        }
        return instruction.kind() == TransferKind.TRANSFER
                        && instruction.source().equals(account)
                ? -amount
                : 0;
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
