package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.faults.StatementEvent;
import io.settlement.faults.StatementFaults;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.DebitBatch;
import io.settlement.ledger.FenceOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Slot;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happened to the COMMIT, the fence tells what became of the batch, and it stays so. */
@Timeout(60)
class FenceIT {

    private static final ShardId HERE = new ShardId(0);
    private static final ShardId THERE = new ShardId(1);
    private static final Duration SOON = Duration.ofSeconds(10);

    private static LedgerFixture fixture;
    private static LedgerNode producer;
    private static LedgerNode checker;

    private AccountId payer;
    private DebitBatch batch;

    @BeforeAll
    static void startShards() {
        fixture = LedgerFixture.of(2);
        producer = fixture.node(fixture.properties("&socketTimeout=700"));
        checker = fixture.node(fixture.directProperties());
    }

    @BeforeEach
    void prepareBatch() {
        payer = checker.funded(HERE, 100);
        batch = checker.batch(LedgerNode.transfer(payer, checker.account(THERE), 40));
    }

    @AfterEach
    void proveConservation() {
        fixture.proxy(HERE).heal();
        producer.heal();
        fixture.assertConserved();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void saysDebitedWhenACommitIsDeliveredAfterItsClientHasGivenUp() throws Exception {
        var commit = fixture.proxy(HERE).onCommit().hold();
        assertUnknown();
        commit.awaitStruck(SOON);
        var answer =
                CompletableFuture.supplyAsync(() -> checker.ledger().source().fence(batch.id()));
        assertThatThrownBy(() -> answer.get(700, TimeUnit.MILLISECONDS))
                .as("no answer while the commit may still come")
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        commit.release();
        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(FenceOutcome.DEBITED);
        standsDebited();
    }

    @Test
    void saysNeverDebitedWhenTheServerHasCutTheTransactionBeforeItsCommitArrives() throws Exception {
        var commit = fixture.proxy(HERE).onCommit().hold();
        assertUnknown();
        commit.awaitStruck(SOON);
        assertThat(checker.ledger().source().fence(batch.id())).isEqualTo(FenceOutcome.NEVER_DEBITED);
        commit.release();
        standsFenced();
    }

    @Test
    void saysDebitedWhenTheAnswerOfTheCommitIsLost() {
        fixture.proxy(HERE).onCommit().loseAnswer();
        assertUnknown();
        assertThat(checker.ledger().source().fence(batch.id())).isEqualTo(FenceOutcome.DEBITED);
        standsDebited();
    }

    @Test
    void saysDebitedWhenTheLinkIsResetInsteadOfTheAnswer() {
        fixture.proxy(HERE).onCommit().resetInsteadOfAnswer();
        assertUnknown();
        assertThat(checker.ledger().source().fence(batch.id())).isEqualTo(FenceOutcome.DEBITED);
        standsDebited();
    }

    @Test
    void saysNeverDebitedWhenTheLinkIsResetBeforeTheCommit() {
        fixture.proxy(HERE).onCommit().resetBeforeDelivery();
        assertUnknown();
        assertThat(checker.ledger().source().fence(batch.id())).isEqualTo(FenceOutcome.NEVER_DEBITED);
        standsFenced();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void waitsForATransactionThatIsStillOpenAndThenTellsHowItEnded(boolean commits) throws Exception {
        var atCommit = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        producer.faults(HERE).add(StatementFaults.beforeNth(1, StatementEvent.commit(), event -> {
            atCommit.countDown();
            await(goOn);
            if (!commits) {
                StatementFaults.lostConnection().strike(event);
            }
        }));
        var debit = CompletableFuture.runAsync(() -> producer.ledger().source().debit(batch));
        assertThat(atCommit.await(10, TimeUnit.SECONDS)).isTrue();
        var answer =
                CompletableFuture.supplyAsync(() -> checker.ledger().source().fence(batch.id()));
        assertThatThrownBy(() -> answer.get(500, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        goOn.countDown();
        assertThat(answer.get(10, TimeUnit.SECONDS))
                .isEqualTo(commits ? FenceOutcome.DEBITED : FenceOutcome.NEVER_DEBITED);
        debit.exceptionally(unknown -> null).get(10, TimeUnit.SECONDS);
        if (commits) {
            standsDebited();
        } else {
            standsFenced();
        }
    }

    @Test
    void keepsABatchOutThatComesAfterItsFence() {
        assertThat(checker.ledger().source().fence(batch.id())).isEqualTo(FenceOutcome.NEVER_DEBITED);
        assertThatThrownBy(() -> producer.ledger().source().debit(batch)).isInstanceOf(BatchClash.class);
        assertThat(checker.ledger().source().fence(batch.id())).isEqualTo(FenceOutcome.NEVER_DEBITED);
        standsFenced();
    }

    @Test
    void agreesWithTheDebitHoweverTheTwoRace() throws Exception {
        long seed = System.nanoTime();
        System.out.println("FenceIT seed " + seed);
        var random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            var racing = checker.batch(LedgerNode.transfer(payer, checker.account(THERE), 1));
            int debitWaits = random.nextInt(6);
            int fenceWaits = random.nextInt(6);
            var debit = CompletableFuture.supplyAsync(() -> debits(racing, debitWaits));
            var fence = CompletableFuture.supplyAsync(() -> {
                pause(fenceWaits);
                return checker.ledger().source().fence(racing.id());
            });
            var expected = debit.get(20, TimeUnit.SECONDS) ? FenceOutcome.DEBITED : FenceOutcome.NEVER_DEBITED;
            assertThat(fence.get(20, TimeUnit.SECONDS)).isEqualTo(expected);
        }
    }

    @Test
    void isUnknownAndWritesNothingWhereTheDatabaseCannotBeReached() {
        fixture.proxy(HERE).link().refuseConnections();
        fixture.proxy(HERE).link().resetConnections();
        assertThat(producer.ledger().source().fence(batch.id())).isEqualTo(FenceOutcome.UNKNOWN);
    }

    @Test
    void isUnknownAndWritesNothingInADatabaseThatWasNeverInitialised() {
        var head = "INSERT INTO shard_head SELECT 0, 992, '" + fixture.clusterId() + "', '"
                + fixture.slotMap().digest() + "', MAX(entry_no), MAX(recorded_at) FROM journal_entry";
        fixture.execute(HERE, "DELETE FROM shard_head");
        try {
            isUnknownAndWritesNothing();
        } finally {
            fixture.execute(HERE, head);
        }
    }

    @Test
    void isUnknownAndWritesNothingUnderAnotherSlotMap() {
        fixture.execute(HERE, "UPDATE shard_head SET map_digest = REVERSE(map_digest)");
        try {
            isUnknownAndWritesNothing();
        } finally {
            fixture.execute(HERE, "UPDATE shard_head SET map_digest = REVERSE(map_digest)");
        }
    }

    @Test
    void isUnknownAndWritesNothingInAnotherCluster() {
        fixture.execute(HERE, "UPDATE shard_head SET cluster_id = REVERSE(cluster_id)");
        try {
            isUnknownAndWritesNothing();
        } finally {
            fixture.execute(HERE, "UPDATE shard_head SET cluster_id = REVERSE(cluster_id)");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 1000})
    void isUnknownForAnIdThatNoBatchCanHave(int slot) {
        var before = fixture.contents();
        var strange = new BatchId(checker.ids().next(new Slot(slot)));
        assertThat(checker.ledger().source().fence(strange)).isEqualTo(FenceOutcome.UNKNOWN);
        assertThat(fixture.contents()).isEqualTo(before);
    }

    private void isUnknownAndWritesNothing() {
        var before = fixture.contents();
        assertThat(checker.ledger().source().fence(batch.id())).isEqualTo(FenceOutcome.UNKNOWN);
        assertThatThrownBy(() -> checker.ledger().source().debit(batch))
                .isInstanceOf(WrongShardHead.class)
                .matches(wrong -> !DatabaseTrouble.isPoison(wrong));
        assertThat(fixture.contents()).isEqualTo(before);
    }

    private void assertUnknown() {
        assertThatThrownBy(() -> producer.ledger().source().debit(batch))
                .isInstanceOf(CommitOutcomeUnknown.class)
                .matches(unknown -> !DatabaseTrouble.isPoison(unknown));
    }

    private void standsDebited() {
        assertThat(checker.balance(payer)).isEqualTo(60);
        assertThat(fixture.number(HERE, "SELECT COUNT(*) FROM transfer WHERE debit_txn = " + batch.id()))
                .isEqualTo(1);
    }

    private void standsFenced() {
        assertThat(checker.balance(payer)).isEqualTo(100);
        assertThat(fixture.number(HERE, "SELECT COUNT(*) FROM transfer WHERE debit_txn = " + batch.id()))
                .isZero();
        assertThat(fixture.number(
                        HERE, "SELECT COUNT(*) FROM debit_batch WHERE state = 'FENCED' AND batch_id = " + batch.id()))
                .isEqualTo(1);
    }

    private static boolean debits(DebitBatch racing, int waits) {
        pause(waits);
        try {
            producer.ledger().source().debit(racing);
            return true;
        } catch (BatchClash fenced) {
            return false;
        }
    }

    private static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
