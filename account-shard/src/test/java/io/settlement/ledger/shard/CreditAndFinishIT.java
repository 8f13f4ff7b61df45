package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.settlement.faults.StatementEvent;
import io.settlement.faults.StatementFault;
import io.settlement.faults.StatementFaults;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.LedgerInvariantViolated;
import io.settlement.ledger.LegOutcome;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferStatus;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import io.settlement.sharding.IdSource;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CreditAndFinishIT {

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
    void creditsOnceWhenTheMessageArrivesFiveTimes() {
        var payer = node.funded(HERE, 100);
        var payee = node.account(THERE);
        var transfer = node.debited(payer, payee, 40);
        for (int i = 0; i < 5; i++) {
            var legs = node.credit(transfer);
            assertThat(legs).extracting(CommittedLeg::outcome).containsExactly(LegOutcome.CREDITED);
            assertThat(node.finish(transfer, legs)).hasSize(i == 0 ? 1 : 0);
        }
        assertThat(node.balance(payee)).isEqualTo(40);
        assertThat(node.read(transfer).status()).isEqualTo(TransferStatus.SETTLED);
    }

    @Test
    void creditsATransferOnceThatItsGroupNamesTwice() {
        var payee = node.account(THERE);
        var transfer = node.debited(node.funded(HERE, 100), payee, 40);
        var legs = node.credit(transfer, transfer);
        assertThat(legs).hasSize(1);
        assertThat(node.finish(transfer, List.of(legs.get(0), legs.get(0)))).hasSize(1);
        assertThat(node.balance(payee)).isEqualTo(40);
    }

    @Test
    void reversesOnceHoweverOftenItIsFinished() {
        var payer = node.funded(HERE, 100);
        var transfer = node.debited(payer, frozenPayee(), 40);
        assertThat(node.balance(payer)).isEqualTo(60);
        for (int i = 0; i < 5; i++) {
            node.finish(transfer, node.credit(transfer));
            assertThat(node.balance(payer)).isEqualTo(100);
        }
        assertThat(node.read(transfer).status()).isEqualTo(TransferStatus.REVERSED);
        assertThat(node.read(transfer).reason()).contains(RejectionReason.DESTINATION_FROZEN);
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
                THERE,
                "SELECT variable_value FROM information_schema.global_status"
                        + " WHERE variable_name = 'Innodb_deadlocks'");
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

    @Test
    void refusesForEachReasonAndGivesTheMoneyBack() {
        var closed = node.account(THERE);
        node.ledger().accounts().close(closed);
        var unknown = new AccountId(node.ids().next(closed.slot()));
        var yen = node.account(THERE, AccountType.SA, CurrencyCode.of("JPY"), 0);
        refused(unknown, RejectionReason.DESTINATION_UNKNOWN);
        refused(closed, RejectionReason.DESTINATION_CLOSED);
        refused(frozenPayee(), RejectionReason.DESTINATION_FROZEN);
        refused(yen, RejectionReason.DESTINATION_CURRENCY_MISMATCH);
    }

    private void refused(AccountId payee, RejectionReason reason) {
        var payer = node.funded(HERE, 100);
        var transfer = node.debited(payer, payee, 40);
        var legs = node.credit(transfer);
        assertThat(legs.get(0).reason()).contains(reason);
        node.finish(transfer, legs);
        assertThat(node.balance(payer)).isEqualTo(100);
        assertThat(node.read(transfer).reason()).contains(reason);
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

    @Test
    void givesBackToAPayerThatIsFrozenOrClosing() {
        var frozen = node.funded(HERE, 100);
        var closing = node.funded(HERE, 100);
        var payee = frozenPayee();
        var one = node.debited(frozen, payee, 100);
        var two = node.debited(closing, payee, 100);
        node.setStatus(frozen, AccountStatus.FROZEN);
        fixture.execute(
                HERE, "UPDATE account SET status = 'CLOSING', reopen_as = 'OPEN' WHERE account_id = " + closing);
        node.settle(List.of(one, two));
        assertThat(node.balance(frozen)).isEqualTo(100);
        assertThat(node.balance(closing)).isEqualTo(100);
    }

    @Test
    void violatesAnInvariantWhereALegDiffersFromItsTransfer() {
        var transfer = node.debited(node.funded(HERE, 100), node.account(THERE), 40);
        node.credit(transfer);
        var instruction = transfer.instruction();
        var payee = instruction.destination();
        assertThat(creditOfOther(transfer, payee, Money.ofMinor(41, LedgerNode.CNY)))
                .isInstanceOf(LedgerInvariantViolated.class);
        assertThat(creditOfOther(transfer, payee, Money.ofMinor(40, CurrencyCode.of("USD"))))
                .isInstanceOf(LedgerInvariantViolated.class);
        // Under another slot the leg is not found, and the primary key keeps the second one out.
        assertThat(creditOfOther(transfer, node.account(THERE), instruction.amount()))
                .matches(DatabaseTrouble::isPoison);
        node.settle(List.of(transfer));
    }

    private static Throwable creditOfOther(Transfer transfer, AccountId payee, Money amount) {
        var instruction = transfer.instruction();
        var forged = new Transfer(
                transfer.id(),
                new TransferInstruction(instruction.kind(), instruction.key(), instruction.source(), payee, amount, ""),
                TransferStatus.DEBITED,
                transfer.reason(),
                transfer.debitTxn());
        var before = fixture.contents();
        var refused = catchThrowable(() -> node.credit(forged));
        assertThat(fixture.contents()).isEqualTo(before);
        return refused;
    }

    @Test
    void creditsNothingThatIsNotDebited() {
        var rejected = node.debited(node.funded(HERE, 100), node.account(THERE), 101);
        assertThat(rejected.status()).isEqualTo(TransferStatus.REJECTED);
        assertThat(node.ledger().source().open(HERE, List.of(rejected.id()))).isEmpty();
        var before = fixture.contents();
        assertThatThrownBy(() -> node.credit(rejected)).isInstanceOf(LedgerInvariantViolated.class);
        assertThat(fixture.contents()).isEqualTo(before);
    }

    @Test
    void takesAnotherIdWhereTwoNodesMadeTheSameForTheirTransactions() {
        var transfer = node.debited(node.funded(HERE, 100), node.account(THERE), 40);
        long takenThere = fixture.number(THERE, "SELECT MAX(txn_id) FROM journal_entry");
        long takenHere = fixture.number(HERE, "SELECT MAX(txn_id) FROM journal_entry");
        var calls = new AtomicInteger();
        IdSource clashing = slot -> calls.getAndIncrement() % 2 > 0
                ? node.ids().next(slot)
                : slot.equals(HERE.pinnedSlot()) ? takenHere : takenThere;
        try (var twin = new LedgerNode(fixture.properties(), clashing, (shard, pool) -> pool)) {
            twin.finish(transfer, twin.credit(transfer));
        }
        assertThat(calls).hasValue(4);
        assertThat(node.read(transfer).status()).isEqualTo(TransferStatus.SETTLED);
    }

    @Test
    void runsCreditAndFinishAgainWhereverALockIsLost() {
        for (var trouble : List.of(StatementFaults.deadlock(), StatementFaults.lockWaitTimeout())) {
            for (int nth = 1; nth <= 11; nth++) {
                var payer = node.funded(HERE, 100);
                var payee = node.account(THERE);
                var settling = node.debited(payer, payee, 40);
                var reversing = node.debited(payer, frozenPayee(), 10);
                strikeAt(THERE, nth, trouble);
                var legs = node.credit(settling, reversing);
                node.heal();
                strikeAt(HERE, nth, trouble);
                assertThat(node.finish(settling, legs)).as("statement %s", nth).hasSize(2);
                node.heal();
                assertThat(node.balance(payer)).isEqualTo(60);
                assertThat(node.balance(payee)).isEqualTo(40);
            }
        }
    }

    private static void strikeAt(ShardId shard, int nth, StatementFaults.Trouble trouble) {
        node.faults(shard).add(StatementFaults.beforeNth(nth, LedgerNode.anyStatement(), trouble));
    }

    @Test
    void answersTheSameLegsAfterACommitWhoseAnswerWasLost() {
        var payer = node.funded(HERE, 100);
        var payee = node.account(THERE);
        var transfer = node.debited(payer, payee, 40);
        node.faults(THERE).add(StatementFaults.afterNth(1, StatementEvent.commit(), StatementFaults.lostConnection()));
        assertThatThrownBy(() -> node.credit(transfer)).isInstanceOf(CommitOutcomeUnknown.class);
        node.heal();
        var legs = node.credit(transfer);
        node.faults(HERE).add(StatementFaults.afterNth(1, StatementEvent.commit(), StatementFaults.lostConnection()));
        assertThatThrownBy(() -> node.finish(transfer, legs)).isInstanceOf(CommitOutcomeUnknown.class);
        node.heal();
        assertThat(node.finish(transfer, legs)).isEmpty();
        assertThat(node.balance(payee)).isEqualTo(40);
        assertThat(node.read(transfer).status()).isEqualTo(TransferStatus.SETTLED);
    }

    @Test
    void takesAParkedTransferOutWhenItFinishes() {
        var transfer = node.debited(node.funded(HERE, 100), node.account(THERE), 40);
        var parking = node.ledger().parking();
        parking.park(HERE, transfer.id(), Parking.Stage.CREDIT, "x".repeat(600));
        parking.park(HERE, transfer.id(), Parking.Stage.FINISH, "again");
        assertThat(parking.list(HERE)).extracting(Parking.Parked::transferId).containsOnlyOnce(transfer.id());
        node.settle(List.of(transfer));
        parking.park(HERE, transfer.id(), Parking.Stage.CREDIT, "too late");
        assertThat(parking.list(HERE)).extracting(Parking.Parked::transferId).doesNotContain(transfer.id());
    }

    @Test
    void handsOutOpenBatchesUntilTheirLastTransferIsFinished() {
        var payer = node.funded(HERE, 100);
        var batch = node.batch(
                LedgerNode.transfer(payer, node.account(THERE), 1), LedgerNode.transfer(payer, node.account(THERE), 2));
        node.ledger().source().debit(batch);
        var open = node.ledger().source().open(HERE, due(batch.id().value()).transfers());
        assertThat(open).hasSize(2);
        node.settle(open.subList(0, 1));
        assertThat(due(batch.id().value()).transfers()).hasSize(2);
        node.settle(open.subList(1, 2));
        assertThat(node.ledger().openWork().due(HERE, java.time.Duration.ZERO, 1_000))
                .noneMatch(left -> left.id().equals(batch.id()));
    }

    private static OpenWork.OpenBatch due(long batch) {
        return node.ledger().openWork().due(HERE, java.time.Duration.ZERO, 1_000).stream()
                .filter(open -> open.id().value() == batch)
                .findFirst()
                .orElseThrow();
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
