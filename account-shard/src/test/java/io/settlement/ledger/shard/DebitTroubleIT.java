package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.faults.StatementEvent;
import io.settlement.faults.StatementFaults;
import io.settlement.ledger.ActingOwner;
import io.settlement.ledger.DebitBatch;
import io.settlement.ledger.DebitItem;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.FenceOutcome;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DebitTroubleIT {

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
    void takesAForcedEqualBatchIdForAClash() {
        var payer = node.funded(HERE, 100);
        var first = node.batch(LedgerNode.transfer(payer, node.account(THERE), 10));
        node.ledger().source().debit(first);
        var again = new DebitBatch(
                first.id(),
                HERE,
                node.batch(LedgerNode.transfer(payer, node.account(THERE), 10)).items());
        clashes(again);
    }

    @Test
    void takesAForcedEqualTransferIdForAClash() {
        var payer = node.funded(HERE, 100);
        var taken = node.debited(payer, node.account(THERE), 10);
        var other = node.batch(LedgerNode.transfer(payer, node.account(THERE), 10));
        clashes(new DebitBatch(
                other.id(),
                HERE,
                List.of(new DebitItem(taken.id(), other.items().get(0).instruction(), ActingOwner.ANY))));
    }

    @Test
    void takesABatchIdThatIsAnotherTransactionsForAClash() {
        var payer = node.funded(HERE, 100);
        var batch = node.batch(LedgerNode.transfer(payer, node.account(THERE), 10));
        fixture.execute(HERE, "UPDATE journal_entry SET txn_id = " + batch.id() + " WHERE entry_no = 1");
        try {
            clashes(batch);
        } finally {
            fixture.execute(
                    HERE,
                    "UPDATE journal_entry SET txn_id = (SELECT debit_txn FROM transfer WHERE transfer_id ="
                            + " (SELECT MIN(transfer_id) FROM transfer)) WHERE entry_no = 1");
        }
    }

    private void clashes(DebitBatch batch) {
        var before = fixture.contents();
        assertThatThrownBy(() -> node.ledger().source().debit(batch))
                .isInstanceOf(BatchClash.class)
                .matches(clash -> !DatabaseTrouble.isPoison(clash));
        assertThat(fixture.contents()).isEqualTo(before);
    }

    /** The debit of one transfer has this many statements; COMMIT is not one of them. */
    @Test
    void runsTheWholeDebitAgainWhereverADeadlockStrikes() {
        for (int nth = 1; nth <= statementsOfOneDebit(); nth++) {
            movesOnceIn(nth, StatementFaults.deadlock());
        }
    }

    @Test
    void runsTheWholeDebitAgainWhereverALockWaitTimesOut() {
        for (int nth = 1; nth <= statementsOfOneDebit(); nth++) {
            movesOnceIn(nth, StatementFaults.lockWaitTimeout());
        }
    }

    @Test
    void movesNothingWhereverTheConnectionBreaks() {
        int statements = statementsOfOneDebit();
        for (int nth = 1; nth <= statements; nth++) {
            var payer = node.funded(HERE, 100);
            var batch = node.batch(LedgerNode.transfer(payer, node.account(THERE), 10));
            node.faults(HERE)
                    .add(StatementFaults.beforeNth(nth, LedgerNode.anyStatement(), StatementFaults.lostConnection()));
            assertThatThrownBy(() -> node.ledger().source().debit(batch))
                    .as("statement %s", nth)
                    .matches(lost -> !DatabaseTrouble.isPoison(lost));
            node.heal();
            assertThat(node.ledger().source().fence(batch.id())).isEqualTo(FenceOutcome.NEVER_DEBITED);
            assertThat(node.balance(payer)).isEqualTo(100);
        }
    }

    private int statementsOfOneDebit() {
        var payer = node.funded(HERE, 100);
        var batch = node.batch(LedgerNode.transfer(payer, node.account(THERE), 10));
        node.log().clear();
        node.ledger().source().debit(batch);
        return node.log().transactions().get(0).statements().size();
    }

    private void movesOnceIn(int nth, StatementFaults.Trouble trouble) {
        var payer = node.funded(HERE, 100);
        var batch = node.batch(LedgerNode.transfer(payer, node.account(THERE), 10));
        node.log().clear();
        node.faults(HERE).add(StatementFaults.beforeNth(nth, LedgerNode.anyStatement(), trouble));
        assertThat(stored(node.ledger().source().debit(batch).get(0)).replayed())
                .as("statement %s", nth)
                .isFalse();
        node.heal();
        assertThat(node.log().entriesOn(HERE.dataSourceName()))
                .filteredOn(entry -> entry.sql().startsWith("INSERT INTO debit_batch"))
                .as("the fence row is written again after statement %s", nth)
                .hasSize(2);
        assertThat(node.ledger().source().fence(batch.id())).isEqualTo(FenceOutcome.DEBITED);
        assertThat(node.balance(payer)).isEqualTo(90);
    }

    @Test
    void givesUpAfterAFewLockConflictsAndMovesNothing() {
        var payer = node.funded(HERE, 100);
        var batch = node.batch(LedgerNode.transfer(payer, node.account(THERE), 10));
        var before = fixture.contents();
        node.faults(HERE).add(new io.settlement.faults.StatementFault() {
            @Override
            public void before(StatementEvent event) throws java.sql.SQLException {
                if (event.sql().startsWith("INSERT INTO posting")) {
                    StatementFaults.deadlock().strike(event);
                }
            }
        });
        assertThatThrownBy(() -> node.ledger().source().debit(batch)).matches(lost -> !DatabaseTrouble.isPoison(lost));
        node.heal();
        assertThat(fixture.contents()).isEqualTo(before);
    }

    @Test
    void keepsNoTransactionOpenOnAThreadWhoseDebitEndsInAnError() {
        var payer = node.funded(HERE, 100);
        var payee = node.account(THERE);
        node.faults(HERE).add(StatementFaults.beforeNth(3, LedgerNode.anyStatement(), event -> {
            throw new StackOverflowError("on purpose");
        }));
        assertThatThrownBy(() -> node.debit(LedgerNode.transfer(payer, payee, 10)))
                .isNotNull();
        node.heal();
        var transfer = node.debited(payer, payee, 10);
        assertThat(fixture.number(HERE, "SELECT COUNT(*) FROM transfer WHERE transfer_id = " + transfer.id()))
                .as("what is answered as debited is committed")
                .isEqualTo(1);
    }

    private static DebitOutcome.Stored stored(DebitOutcome outcome) {
        assertThat(outcome).isInstanceOf(DebitOutcome.Stored.class);
        return (DebitOutcome.Stored) outcome;
    }

    private static RejectionReason reason(TransferInstruction instruction) {
        return stored(node.debit(instruction).get(0)).transfer().reason().orElseThrow();
    }
}
