package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferHistory;
import io.settlement.ledger.TransferStatus;
import io.settlement.ledger.TransferStep;
import io.settlement.ledger.TransferStep.Kind;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told of a transfer's way, step by step, on real shards. */
@Timeout(60)
class TransferHistoriesIT {

    private static final ShardId HERE = new ShardId(0);
    private static final ShardId THERE = new ShardId(1);

    private static LedgerFixture fixture;
    private static LedgerNode node;

    @BeforeAll
    static void startShards() {
        fixture = LedgerFixture.of(2);
        node = fixture.node();
    }

    @AfterAll
    static void stop() {
        fixture.assertConserved();
        fixture.close();
    }

    @Test
    void tellsEachStepOfASettledTransferWithTheTimeOfItsJournalEntry() {
        var transfer = node.debited(node.funded(HERE, 100), node.account(THERE), 40);
        assertThat(kinds(historyOf(transfer))).containsExactly(Kind.ACCEPTED, Kind.DEBITED);
        var legs = node.credit(transfer);
        assertThat(kinds(historyOf(transfer))).containsExactly(Kind.ACCEPTED, Kind.DEBITED, Kind.CREDITED);
        assertThat(historyOf(transfer).transfer().status())
                .as("the payer's shard has not heard of it")
                .isEqualTo(TransferStatus.DEBITED);
        node.finish(transfer, legs);

        var history = historyOf(transfer);

        assertThat(kinds(history)).containsExactly(Kind.ACCEPTED, Kind.DEBITED, Kind.CREDITED, Kind.SETTLED);
        assertThat(history.steps()).extracting(TransferStep::shard).containsExactly(HERE, HERE, THERE, HERE);
        assertThat(history.steps()).extracting(TransferStep::at).isSorted();
        assertThat(millisOf(history.steps().get(1)))
                .isEqualTo(recordedAt(HERE, "debit_txn FROM transfer WHERE transfer_id = " + transfer.id()));
        assertThat(millisOf(history.steps().get(2)))
                .isEqualTo(recordedAt(THERE, "txn_id FROM credit_leg WHERE transfer_id = " + transfer.id()));
        assertThat(millisOf(history.steps().get(3)))
                .isEqualTo(recordedAt(HERE, "finish_txn FROM transfer WHERE transfer_id = " + transfer.id()));
        assertThat(history.unread()).isEmpty();
    }

    private static long millisOf(TransferStep step) {
        return step.at().toEpochMilli();
    }

    private static long recordedAt(ShardId shard, String txn) {
        return fixture.number(
                shard,
                "SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', recorded_at) DIV 1000 FROM journal_entry"
                        + " WHERE txn_id = (SELECT " + txn + ")");
    }

    @Test
    void tellsWhyATransferWasRejected() {
        var rejected = node.debited(node.funded(HERE, 10), node.account(THERE), 11);

        var history = historyOf(rejected);

        assertThat(kinds(history)).containsExactly(Kind.ACCEPTED, Kind.REJECTED);
        assertThat(history.steps().get(1).detail()).contains("INSUFFICIENT_FUNDS");
    }

    @Test
    void tellsWhyATransferWasReversed() {
        var payee = node.account(THERE);
        node.setStatus(payee, AccountStatus.FROZEN);
        var transfer = node.debited(node.funded(HERE, 100), payee, 40);
        node.settle(List.of(transfer));

        var history = historyOf(transfer);

        assertThat(kinds(history)).containsExactly(Kind.ACCEPTED, Kind.DEBITED, Kind.REFUSED, Kind.REVERSED);
        assertThat(history.steps().subList(2, 4))
                .extracting(TransferStep::detail)
                .containsOnly(Optional.of("DESTINATION_FROZEN"));
    }

    @Test
    void tellsThatATransferIsParkedForAsLongAsItIs() {
        var payer = node.funded(HERE, 100);
        var atCredit = node.debited(payer, node.account(THERE), 40);
        var atFinish = node.debited(payer, node.account(THERE), 40);
        node.ledger().parking().park(HERE, atCredit.id(), Parking.Stage.CREDIT, "planted: the database's own words");
        var legs = node.credit(atFinish);
        node.ledger().parking().park(HERE, atFinish.id(), Parking.Stage.FINISH, "planted");

        assertThat(kinds(historyOf(atCredit))).containsExactly(Kind.ACCEPTED, Kind.DEBITED, Kind.PARKED);
        assertThat(historyOf(atCredit).steps().get(2).detail()).contains("CREDIT");
        assertThat(kinds(historyOf(atFinish))).containsExactly(Kind.ACCEPTED, Kind.DEBITED, Kind.CREDITED, Kind.PARKED);

        node.finish(atFinish, legs);
        node.settle(List.of(atCredit));
        assertThat(kinds(historyOf(atFinish)))
                .containsExactly(Kind.ACCEPTED, Kind.DEBITED, Kind.CREDITED, Kind.SETTLED);
    }

    @Test
    void tellsOfADepositThatItSettledAtOnce() {
        var account = node.account(HERE);
        var deposit = node.debited(node.deposit(account, 100));
        assertThat(kinds(historyOf(deposit))).containsExactly(Kind.ACCEPTED, Kind.SETTLED);
        assertThat(historyOf(deposit).steps()).extracting(TransferStep::at).isSorted();
    }

    @Test
    void findsATransferByItsKeyOnceItIsCommitted() {
        var instruction = LedgerNode.transfer(node.funded(HERE, 100), node.account(THERE), 40);
        var key = KeyOfAccount.of(instruction);
        assertThat(node.ledger().histories().find(key)).isEmpty();
        var transfer = node.debited(instruction);
        assertThat(node.ledger().histories().find(key)).contains(historyOf(transfer));
        assertThat(node.ledger().histories().find(new KeyOfAccount(instruction.destination(), key.key())))
                .as("the same key of another account")
                .isEmpty();
    }

    @Test
    void saysThatThePayeesShardCannotBeReadAndMakesOnlyTheFirstReaderWaitForIt() throws InterruptedException {
        AccountId payer = node.funded(HERE, 100);
        var settled = node.debited(payer, node.account(THERE), 10);
        node.settle(List.of(settled));
        var open = node.debited(payer, node.account(THERE), 10);
        fixture.proxy(THERE).link().refuseConnections();
        fixture.proxy(THERE).link().resetConnections();
        try {
            var first = historyOf(settled);
            long start = System.nanoTime();
            var second = historyOf(open);
            var waited = Duration.ofNanos(System.nanoTime() - start);

            assertThat(first.unread()).contains(THERE);
            assertThat(kinds(first)).containsExactly(Kind.ACCEPTED, Kind.DEBITED, Kind.SETTLED);
            assertThat(second.unread()).contains(THERE);
            assertThat(kinds(second)).containsExactly(Kind.ACCEPTED, Kind.DEBITED);
            assertThat(waited).as("told at once").isLessThan(Duration.ofMillis(900));
        } finally {
            fixture.proxy(THERE).heal();
        }
        assertThat(eventuallyRead(settled).unread()).isEmpty();
    }

    /** The pool itself needs a moment to connect again. */
    private static TransferHistory eventuallyRead(Transfer transfer) throws InterruptedException {
        var history = historyOf(transfer);
        for (int i = 0; i < 100 && history.unread().isPresent(); i++) {
            Thread.sleep(100);
            history = historyOf(transfer);
        }
        return history;
    }

    private static TransferHistory historyOf(Transfer transfer) {
        return node.ledger().histories().find(transfer.id()).orElseThrow();
    }

    private static List<Kind> kinds(TransferHistory history) {
        return history.steps().stream().map(TransferStep::kind).toList();
    }
}
