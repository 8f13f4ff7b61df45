package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.LegOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TwoConsumersIT {

    private static final ShardId HERE = new ShardId(0);
    private static final ShardId THERE = new ShardId(1);

    private static LedgerFixture fixture;
    private static LedgerNode node;
    private static LedgerNode other;

    @BeforeAll
    static void startShards() {
        fixture = LedgerFixture.of(2);
        node = fixture.node();
        other = fixture.node();
    }

    @AfterEach
    void proveConservation() {
        node.heal();
        fixture.assertConserved();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void creditsOnceWhenTwoConsumersCreditOverlappingUnequalSets() {
        var payees = IntStream.range(0, 6).mapToObj(i -> node.account(THERE)).toList();
        var transfers = debitedTo(payees, 60);
        var outcomes = Concurrently.run(
                8, i -> (i % 2 == 0 ? node : other).ledger().destination().credit(THERE, shuffledPart(transfers, i)));
        outcomes.forEach(
                legs -> assertThat(legs).extracting(CommittedLeg::outcome).containsOnly(LegOutcome.CREDITED));
        node.settle(transfers);
        assertThat(payees).allSatisfy(payee -> assertThat(node.balance(payee)).isEqualTo(10));
    }

    /** No payee's row keeps the two apart here, and each row takes its time, so that they meet in the middle. */
    @Test
    void twoConsumersNeverDeadlockOverTheLegsOfUnknownPayeesWhateverTheOrderOfTheirGroups() {
        var slot = node.account(THERE).slot();
        List<Transfer> group = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            group.add(
                    node.debited(node.funded(HERE, 10), new AccountId(node.ids().next(slot)), 1));
        }
        var backwards = new ArrayList<>(group);
        Collections.reverse(backwards);
        fixture.execute(THERE, "CREATE TRIGGER slow BEFORE INSERT ON credit_leg FOR EACH ROW DO SLEEP(0.02)");
        try {
            long before = deadlocks();
            Concurrently.run(
                    2,
                    i -> i == 0
                            ? node.ledger().destination().credit(THERE, group)
                            : other.ledger().destination().credit(THERE, backwards));
            assertThat(deadlocks()).isEqualTo(before);
        } finally {
            fixture.execute(THERE, "DROP TRIGGER slow");
        }
        node.settle(group);
    }

    private static long deadlocks() {
        return fixture.number(
                THERE, "SELECT `count` FROM information_schema.innodb_metrics WHERE name = 'lock_deadlocks'");
    }

    @Test
    void reversesOnceWhenTwoConsumersFinishOverlappingUnequalSets() {
        var payers = IntStream.range(0, 5).mapToObj(i -> node.funded(HERE, 100)).toList();
        var frozen = frozenPayee();
        List<Transfer> transfers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            transfers.add(node.debited(payers.get(i % 5), i % 2 == 0 ? frozen : node.account(THERE), 5));
        }
        var legs = node.ledger().destination().credit(THERE, transfers);
        var moved = Concurrently.run(
                8, i -> (i % 2 == 0 ? node : other).ledger().source().finish(HERE, shuffledPart(legs, i)));
        Set<Transfer> all = new HashSet<>();
        moved.forEach(part -> part.forEach(transfer ->
                assertThat(all.add(transfer)).as("%s moved once", transfer.id()).isTrue()));
        assertThat(node.ledger().source().finish(HERE, legs)).hasSize(60 - all.size());
        long left = payers.stream().mapToLong(node::balance).sum();
        assertThat(left).isEqualTo(500 - 30 * 5);
    }

    private static AccountId frozenPayee() {
        var payee = node.account(THERE);
        node.setStatus(payee, AccountStatus.FROZEN_CREDIT);
        return payee;
    }

    private static List<Transfer> debitedTo(List<AccountId> payees, int count) {
        var payer = node.funded(HERE, count);
        return IntStream.range(0, count)
                .mapToObj(i -> node.debited(payer, payees.get(i % payees.size()), 1))
                .toList();
    }

    private static <T> List<T> shuffledPart(List<T> all, int seed) {
        List<T> part = new ArrayList<>(all);
        Collections.shuffle(part, new Random(seed));
        return part.subList(0, all.size() * 2 / 3);
    }
}
