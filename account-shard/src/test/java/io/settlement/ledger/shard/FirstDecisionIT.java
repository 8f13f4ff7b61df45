package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.faults.StatementEvent;
import io.settlement.faults.StatementFault;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.LegOutcome;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FirstDecisionIT {

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
    void keepsTheFirstDecisionForEver() {
        var payer = node.funded(HERE, 100);
        var payee = frozenPayee();
        var transfer = node.debited(payer, payee, 40);
        node.credit(transfer);
        node.setStatus(payee, AccountStatus.OPEN);
        assertThat(node.credit(transfer).get(0).outcome()).isEqualTo(LegOutcome.REFUSED);
        var second = node.debited(payer, payee, 10);
        node.credit(second);
        node.setStatus(payee, AccountStatus.FROZEN);
        assertThat(node.credit(second).get(0).outcome()).isEqualTo(LegOutcome.CREDITED);
        assertThat(node.ledger().destination().legs(THERE, List.of(transfer, second)))
                .extracting(CommittedLeg::outcome)
                .containsExactlyInAnyOrder(LegOutcome.REFUSED, LegOutcome.CREDITED);
        node.settle(List.of(transfer, second));
        assertThat(node.balance(payer)).isEqualTo(90);
    }

    @Test
    void decidesOnceOnAnUnknownPayeeThatManyCreditsRaceFor() {
        for (int round = 0; round < 5; round++) {
            var payer = node.funded(HERE, 100);
            var unknown = new AccountId(node.ids().next(node.account(THERE).slot()));
            var transfers = IntStream.range(0, 10)
                    .mapToObj(i -> node.debited(payer, unknown, 10))
                    .toList();
            var outcomes = Concurrently.run(
                    6,
                    i -> (i % 2 == 0 ? node : other).ledger().destination().credit(THERE, shuffledPart(transfers, i)));
            outcomes.forEach(
                    legs -> assertThat(legs).extracting(CommittedLeg::outcome).containsOnly(LegOutcome.REFUSED));
            node.settle(transfers);
            assertThat(node.balance(payer)).isEqualTo(100);
        }
    }

    @Test
    void looksAgainAsOftenAsAnotherDecidesFirst() {
        var payer = node.funded(HERE, 100);
        var unknown = new AccountId(node.ids().next(node.account(THERE).slot()));
        var transfers = IntStream.range(0, 8)
                .mapToObj(i -> node.debited(payer, unknown, 10))
                .toList();
        var first = new ArrayDeque<>(transfers);
        node.faults(THERE).add(new StatementFault() {
            @Override
            public void before(StatementEvent event) {
                if (event.sql().startsWith("INSERT INTO credit_leg")) {
                    // On a thread of its own: a transaction opens no second one.
                    Concurrently.run(1, i -> other.credit(first.remove()));
                }
            }
        });
        var legs = node.credit(transfers.toArray(Transfer[]::new));
        node.heal();
        assertThat(first).isEmpty();
        assertThat(legs).hasSize(8).extracting(CommittedLeg::outcome).containsOnly(LegOutcome.REFUSED);
        node.settle(transfers);
        assertThat(node.balance(payer)).isEqualTo(100);
    }

    @Test
    void keepsATransferRefusedThatWasGivenUpBeforeItsCredit() {
        var payer = node.funded(HERE, 100);
        var payee = node.account(THERE);
        var transfer = node.debited(payer, payee, 40);
        var legs = node.ledger().destination().giveUp(THERE, List.of(transfer));
        assertThat(legs.get(0).reason()).contains(RejectionReason.GIVEN_UP);
        assertThat(node.credit(transfer).get(0).outcome()).isEqualTo(LegOutcome.REFUSED);
        node.finish(transfer, legs);
        assertThat(node.balance(payer)).isEqualTo(100);
        assertThat(node.balance(payee)).isZero();
    }

    @Test
    void cannotGiveUpATransferThatIsCredited() {
        var payer = node.funded(HERE, 100);
        var transfer = node.debited(payer, node.account(THERE), 40);
        node.credit(transfer);
        var legs = node.ledger().destination().giveUp(THERE, List.of(transfer));
        assertThat(legs.get(0).outcome()).isEqualTo(LegOutcome.CREDITED);
        node.finish(transfer, legs);
        assertThat(node.balance(payer)).isEqualTo(60);
    }

    @Test
    void decidesOnceWhenGivingUpRacesTheCredit() {
        for (int round = 0; round < 15; round++) {
            var payer = node.funded(HERE, 100);
            var payee = node.account(THERE);
            var transfer = node.debited(payer, payee, 40);
            var outcomes = Concurrently.run(
                    4,
                    i -> i % 2 == 0
                            ? other.credit(transfer)
                            : node.ledger().destination().giveUp(THERE, List.of(transfer)));
            assertThat(outcomes.stream()
                            .flatMap(List::stream)
                            .map(CommittedLeg::outcome)
                            .distinct())
                    .hasSize(1);
            node.finish(transfer, outcomes.get(0));
            assertThat(node.balance(payer) + node.balance(payee)).isEqualTo(100);
        }
    }

    private static AccountId frozenPayee() {
        var payee = node.account(THERE);
        node.setStatus(payee, AccountStatus.FROZEN_CREDIT);
        return payee;
    }

    private static <T> List<T> shuffledPart(List<T> all, int seed) {
        List<T> part = new ArrayList<>(all);
        Collections.shuffle(part, new Random(seed));
        return part.subList(0, all.size() * 2 / 3);
    }
}
