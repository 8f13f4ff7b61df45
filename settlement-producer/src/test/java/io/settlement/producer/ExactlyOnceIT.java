package io.settlement.producer;

import static io.settlement.producer.ProducerNode.stored;
import static io.settlement.testing.LedgerNode.newKey;
import static io.settlement.testing.LedgerNode.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.DebitOutcome.KeyConflict;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.localstack.RocketMq;
import io.settlement.producer.batching.Answer;
import io.settlement.testing.LedgerFixture;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One key moves money once and gives one answer, on the real broker and two real shards. */
class ExactlyOnceIT {

    private static RocketMq broker;
    private static LedgerFixture cluster;
    private static ProducerNode producer;

    private AccountId payer;
    private AccountId payee;

    @BeforeAll
    static void start() {
        broker = ProducerNode.sharedBroker();
        cluster = LedgerFixture.of(2);
        producer = new ProducerNode(cluster.node(), broker);
    }

    @AfterAll
    static void stop() {
        producer.close();
        cluster.close();
    }

    @BeforeEach
    void openAccounts() {
        payer = producer.ledger().funded(new ShardId(0), 10_000);
        payee = producer.ledger().account(new ShardId(1));
    }

    @Test
    void fiftyAtOnceUnderOneKeyLandInOneBatchMoveMoneyOnceAndGetOneAnswer() {
        var fifty = inOneBatch(Collections.nCopies(50, transfer(payer, payee, 700)));

        assertThat(fifty.stream().map(answer -> stored(answer).id()).collect(Collectors.toSet()))
                .hasSize(1);
        assertThat(producer.ledger().balance(payer)).isEqualTo(9_297);
        cluster.assertConserved();
    }

    private List<Answer> inOneBatch(List<TransferInstruction> instructions) {
        return BusyLane.inOneBatch(cluster.node(), broker, payer, payee, instructions);
    }

    @Test
    void otherAmountUnderTheSameKeyIsAConflictNamingIt() {
        var first = transfer(payer, payee, 100);
        var other = transfer(first.key(), payer, payee, 101);

        assertThat(stored(producer.answer(first)).status().isFinal()).isFalse();

        assertThat(producer.answer(other))
                .isInstanceOfSatisfying(
                        Answer.Decided.class,
                        decided -> assertThat(decided.outcome())
                                .isInstanceOfSatisfying(
                                        KeyConflict.class,
                                        conflict -> assertThat(conflict.field()).isEqualTo("amount")));
        assertThat(producer.ledger().balance(payer)).isEqualTo(9_900);
    }

    @Test
    void twoContentsUnderOneKeyInOneBatchGiveOneTransferAndOneConflict() {
        var key = newKey();

        var answers = inOneBatch(List.of(transfer(key, payer, payee, 5), transfer(key, payer, payee, 6)));

        assertThat(answers).filteredOn(answer -> isConflict(answer)).hasSize(1);
        assertThat(answers).filteredOn(answer -> !isConflict(answer)).hasSize(1);
        assertThat(cluster.numberOverAll("SELECT COUNT(*) FROM transfer WHERE idem_key = '" + key + "'"))
                .isEqualTo(1);
    }

    @Test
    void aRestartedProducerGivesTheStoredAnswerAgain() {
        var instruction = transfer(payer, payee, 100);
        var before = stored(producer.answer(instruction));

        try (var restarted = new ProducerNode(cluster.node(), broker)) {
            assertThat(stored(restarted.answer(instruction)).id()).isEqualTo(before.id());
            assertThat(isConflict(restarted.answer(transfer(instruction.key(), payer, payee, 99))))
                    .isTrue();
        }
        assertThat(producer.ledger().balance(payer)).isEqualTo(9_900);
    }

    @Test
    void aRejectionIsStoredForItsKeyForEver() {
        var tooMuch = transfer(payer, payee, 10_001);
        var rejected = stored(producer.answer(tooMuch));

        producer.ledger().debit(producer.ledger().deposit(payer, 50_000));

        assertThat(stored(producer.answer(tooMuch))).isEqualTo(rejected);
        assertThat(producer.ledger().balance(payer)).isEqualTo(60_000);
    }

    @Test
    void everyBatchThatDebitsIsAnnouncedByOneMessage() throws InterruptedException {
        long before = ProducerNode.announced(broker);
        long batches = openBatches();

        for (int i = 0; i < 5; i++) {
            producer.answer(transfer(payer, payee, 1));
        }
        producer.answer(transfer(payer, payee, 1_000_000));

        long cut = openBatches() - batches;
        assertThat(cut).isEqualTo(5);
        assertThat(ProducerNode.awaitAnnounced(broker, before + cut, Duration.ofSeconds(10)))
                .isEqualTo(before + cut);
    }

    static boolean isConflict(Answer answer) {
        return answer instanceof Answer.Decided decided && decided.outcome() instanceof KeyConflict;
    }

    private static long openBatches() {
        return cluster.number(new ShardId(0), "SELECT COUNT(*) FROM debit_batch WHERE open_count > 0");
    }
}
