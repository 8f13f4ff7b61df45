package io.settlement.operator;

import static io.settlement.operator.CommandRun.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.contract.Topics;
import io.settlement.contract.TransfersDebited;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.FenceOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferStatus;
import io.settlement.localstack.BrokerOptions;
import io.settlement.localstack.RocketMq;
import io.settlement.localstack.TestEngines;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.client.producer.TransactionListener;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.remoting.RPCHook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters, parked half messages and rewinding, over a real broker that gives half messages up soon. */
class MessagesIT {

    private static final ShardId SOURCE = new ShardId(0);
    private static final Duration SOON = Duration.ofSeconds(90);

    private static RocketMq broker;
    private static LedgerFixture cluster;
    private static LedgerNode node;
    private static DefaultMQProducer sender;

    @TempDir
    private Path folder;

    private CommandRun run;
    private AccountId payer;
    private AccountId payee;
    private Instant begin;

    @BeforeAll
    static void start() throws Exception {
        broker = TestEngines.newRocketMq(
                "operator",
                BrokerOptions.anyFreePorts().withTransactionCheck(Duration.ofSeconds(1), Duration.ofSeconds(1), 1));
        broker.start();
        try (var admin = broker.broker().admin()) {
            admin.createTopic(Topics.TRANSFERS_DEBITED, 2);
            admin.createTopic(Topics.SETTLEMENT_DEAD_LETTER, 1);
            admin.createGroup(Topics.CONSUMER_GROUP);
        }
        cluster = LedgerFixture.of(2);
        node = cluster.node();
        sender = new DefaultMQProducer("settlement-test", account());
        sender.setNamesrvAddr(broker.nameServer().address());
        sender.start();
    }

    @AfterAll
    static void stop() {
        sender.shutdown();
        cluster.close();
        broker.broker().kill();
        broker.nameServer().kill();
    }

    @BeforeEach
    void openAccounts() {
        run = new CommandRun(CommandRun.write(
                folder.resolve("c.yaml"),
                cluster.properties(),
                broker.nameServer().address(),
                broker.broker().administrator()));
        payer = node.funded(SOURCE, 10_000);
        payee = node.account(new ShardId(1));
        begin = Instant.now();
    }

    @AfterEach
    void prove() {
        cluster.assertConserved();
    }

    @Test
    void aNoticeInTheGroupsDeadLetterQueueIsSettledFromTheTables() throws Exception {
        var transfer = node.debited(payer, payee, 700);
        var neverStored = new TransferId(transfer.id().value() + 1024);
        var dead = new AtomicInteger();
        var consumer = consumer(dead, ConsumeConcurrentlyStatus.RECONSUME_LATER);
        try {
            sender.send(message(transfer.debitTxn(), transfer.id(), neverStored));
            awaitStored("%DLQ%" + Topics.CONSUMER_GROUP, 1);
        } finally {
            consumer.shutdown();
        }
        assertThat(run.execute("replay", "--from", "dlq", "--since", begin)).isEqualTo(ExitCode.NOT_ALL);
        assertThat(run.out()).contains("1 messages in %DLQ%settlement-consumer: 1 notices");
        assertThat(node.read(transfer).status()).isEqualTo(TransferStatus.DEBITED);

        assertThat(run.execute("replay", "--from", "dlq", "--since", begin, "--yes"))
                .as(run::out)
                .isZero();

        assertThat(run.planned())
                .contains("1  credit and settle, 7.00 CNY")
                .contains("1  nothing, its batch was debited without it");
        assertThat(count(run.happened(), "selected")).isEqualTo(2);
        assertThat(node.read(transfer).status()).isEqualTo(TransferStatus.SETTLED);
        assertThat(run.execute("replay", "--from", "dlq", "--since", begin, "--yes"))
                .as("reading leaves everything where it is")
                .isZero();
        assertThat(count(run.happened(), "already final")).isEqualTo(1);
        aResentNoticeIsDeliveredAgainAndARewindDeliversAllOfThem(transfer);
    }

    private void aResentNoticeIsDeliveredAgainAndARewindDeliversAllOfThem(Transfer settled) throws Exception {
        var delivered = new AtomicInteger();
        var consumer = consumer(delivered, ConsumeConcurrentlyStatus.CONSUME_SUCCESS);
        try {
            assertThat(run.execute("replay", "--from", "dlq", "--since", begin, "--resend", "--yes"))
                    .isZero();
            assertThat(run.out()).contains("sent 1 of 1 notices again");
            await("the notice", () -> delivered.get() >= 1);
            awaitNoLag();
            var before = cluster.contents();

            assertThat(rewind("--by", "10m")).isEqualTo(ExitCode.NOT_ALL);
            assertThat(run.out()).contains("2 messages would be delivered again, lag 2");
            assertThat(rewind("--by", "10m", "--yes")).isZero();

            // Or more: a client that is told to go back may meet its next share-out of the queues on the way.
            await("both again", () -> delivered.get() >= 3);
            assertThat(cluster.contents()).as("delivering twice moves nothing").isEqualTo(before);
        } finally {
            consumer.shutdown();
        }
        rewindsAGroupThatIsNotConnectedAndRefusesWhatThereIsNot();
        assertThat(node.read(settled).status()).isEqualTo(TransferStatus.SETTLED);
    }

    private void rewindsAGroupThatIsNotConnectedAndRefusesWhatThereIsNot() throws Exception {
        assertThat(rewind("--by", "10m", "--yes")).as(run::err).isZero();
        assertThat(rewind("--by", "10m")).as("it is there already").isZero();
        assertThat(run.out()).contains("Nothing would be delivered again");
        var name = Topics.CONSUMER_GROUP;
        refusedRewind("there is no topic 'nowhere'", "--group", name, "--topic", "nowhere", "--by", "1m");
        refusedRewind(
                "there is no consumer group 'nobody'",
                "--group",
                "nobody",
                "--topic",
                Topics.TRANSFERS_DEBITED,
                "--by",
                "1m");
        refusedRewind("give either --to", "--group", name, "--topic", Topics.TRANSFERS_DEBITED);
        refusedRewind(
                "has not come yet",
                "--group",
                name,
                "--topic",
                Topics.TRANSFERS_DEBITED,
                "--to",
                Instant.now().plusSeconds(60));
    }

    @Test
    void aBodyThatIsNoNoticeIsListedAndNeverGuessedAt() throws Exception {
        var transfer = node.debited(payer, payee, 100);
        var letter = new Message(
                Topics.SETTLEMENT_DEAD_LETTER,
                ("{\"transferIds\":[\"" + transfer.id() + "\"],\"amount\":\"9\"}").getBytes(StandardCharsets.UTF_8));
        letter.setKeys(transfer.id().toString());
        sender.send(letter);

        assertThat(run.execute("replay", "--from", "dead-letter", "--since", begin, "--yes"))
                .isEqualTo(ExitCode.NOT_ALL);

        assertThat(run.out()).contains("undecodable message").contains("0 notices, 1 undecodable");
        assertThat(node.read(transfer).status()).isEqualTo(TransferStatus.DEBITED);
        assertThat(run.execute("replay", "--yes", transfer.id())).isZero();
    }

    @Test
    void aParkedHalfIsSettledIfItsBatchStandsAndFencedIfNot() throws Exception {
        var debited = node.debited(payer, payee, 700);
        var never = node.batch(LedgerNode.transfer(payer, payee, 5));
        var halves = new TransactionMQProducer("settlement-silent", account());
        halves.setNamesrvAddr(broker.nameServer().address());
        halves.setTransactionListener(new Silent());
        halves.start();
        try {
            halves.sendMessageInTransaction(message(debited.debitTxn(), debited.id()), null);
            halves.sendMessageInTransaction(
                    message(never.id(), never.items().get(0).transferId()), null);
            awaitStored("TRANS_CHECK_MAX_TIME_TOPIC", 2);
        } finally {
            halves.shutdown();
        }
        assertThat(node.read(debited).status()).isEqualTo(TransferStatus.DEBITED);

        assertThat(run.execute("replay", "--from", "parked-halves", "--since", begin, "--yes"))
                .as(run::out)
                .isZero();

        assertThat(run.planned()).contains("1  fence its batch, nothing was debited");
        assertThat(count(run.happened(), "settled")).isEqualTo(1);
        assertThat(count(run.happened(), "never debited, fenced")).isEqualTo(1);
        assertThat(node.read(debited).status()).isEqualTo(TransferStatus.SETTLED);
        assertThat(cluster.number(
                        SOURCE, "SELECT COUNT(*) FROM debit_batch WHERE state = 'FENCED' AND batch_id = " + never.id()))
                .isEqualTo(1);
        assertThat(node.ledger().source().fence(never.id())).isEqualTo(FenceOutcome.NEVER_DEBITED);
    }

    private int rewind(Object... options) {
        var all = new ArrayList<Object>(List.of("--group", Topics.CONSUMER_GROUP, "--topic", Topics.TRANSFERS_DEBITED));
        all.addAll(List.of(options));
        return run.execute("rewind", all.toArray());
    }

    private void refusedRewind(String why, Object... options) {
        assertThat(run.execute("rewind", options)).as(run::out).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains(why).hasLineCount(1);
    }

    private static DefaultMQPushConsumer consumer(AtomicInteger calls, ConsumeConcurrentlyStatus answer)
            throws Exception {
        var consumer = new DefaultMQPushConsumer(Topics.CONSUMER_GROUP, account());
        consumer.setNamesrvAddr(broker.nameServer().address());
        consumer.setMaxReconsumeTimes(0);
        consumer.setConsumeMessageBatchMaxSize(1);
        consumer.subscribe(Topics.TRANSFERS_DEBITED, "*");
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            if (answer == ConsumeConcurrentlyStatus.CONSUME_SUCCESS) {
                messages.forEach(MessagesIT::settle);
            }
            calls.addAndGet(messages.size());
            return answer;
        });
        consumer.start();
        return consumer;
    }

    /** As the consumer does it. */
    private static void settle(MessageExt message) {
        var ids = TransfersDebited.fromJson(message.getBody()).transferIds().stream()
                .map(TransferId::new)
                .toList();
        node.settle(node.ledger().source().open(SOURCE, ids));
    }

    private static Message message(BatchId batch, TransferId... ids) {
        var notice = new TransfersDebited(
                batch.value(), Arrays.stream(ids).map(TransferId::value).toList());
        return new Message(Topics.TRANSFERS_DEBITED, "", notice.keys(), notice.toJson());
    }

    private static RPCHook account() {
        var account = broker.broker().administrator();
        return new AclClientRPCHook(new SessionCredentials(account.user(), account.password()));
    }

    private static void awaitStored(String topic, int messages) throws Exception {
        try (var admin = broker.broker().admin()) {
            await(topic, () -> admin.topicExists(topic) && admin.endOffset(topic) >= messages);
        }
    }

    private static void awaitNoLag() throws Exception {
        try (var admin = broker.broker().admin()) {
            await("the group to acknowledge", () -> admin.lag(Topics.CONSUMER_GROUP, Topics.TRANSFERS_DEBITED) == 0);
        }
    }

    private static void await(String what, BooleanSupplier reached) throws InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what);
            }
            Thread.sleep(200);
        }
    }

    /** A producer that never says what became of its halves. */
    private static final class Silent implements TransactionListener {

        @Override
        public LocalTransactionState executeLocalTransaction(Message message, Object argument) {
            return LocalTransactionState.UNKNOW;
        }

        @Override
        public LocalTransactionState checkLocalTransaction(MessageExt message) {
            return LocalTransactionState.UNKNOW;
        }
    }
}
