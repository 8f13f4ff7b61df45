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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

    @BeforeAll
    static void startShards() {
        fixture = LedgerFixture.of(2);
        node = fixture.node();
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

    /** The lines of debits and of credits are in two tables, so no unique key keeps the two apart. */
    @Test
    void keepsADebitOfThePayeeWaitingWhileItIsCredited() throws Exception {
        var account = node.funded(THERE, 100);
        var other = node.account(HERE);
        var transfer = node.debited(node.funded(HERE, 40), account, 40);
        var debit = new CompletableFuture<Transfer>();
        node.faults(THERE).add(new StatementFault() {
            @Override
            public void before(StatementEvent event) {
                if (event.sql().startsWith("INSERT INTO credit_leg")) {
                    debit.completeAsync(() -> node.debited(account, other, 30));
                    // A debit that need not wait is done by then; one that must goes on after the credit.
                    debit.copy().completeOnTimeout(null, 1, TimeUnit.SECONDS).join();
                }
            }
        });
        node.settle(List.of(transfer));
        node.settle(List.of(debit.get()));
        assertThat(node.balance(account)).isEqualTo(100 + 40 - 30);
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
}
