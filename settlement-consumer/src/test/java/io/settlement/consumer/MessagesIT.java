package io.settlement.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.consumer.messaging.TestSubscription;
import io.settlement.contract.Topics;
import io.settlement.contract.TransfersDebited;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferStatus;
import io.settlement.localstack.RocketMq;
import io.settlement.localstack.TestEngines;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Notices, duplicates, forgeries and rubbish over the real broker. */
class MessagesIT {

    private static final ShardId SOURCE = new ShardId(0);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int QUEUES = 4;

    private static RocketMq broker;
    private static LedgerFixture cluster;
    private static ConsumerNode consumer;
    private static TestSubscription subscription;
    private static DefaultMQProducer sender;

    private AccountId payer;
    private AccountId payee;

    @BeforeAll
    static void start() throws Exception {
        broker = TestEngines.rocketMq();
        var account = broker.broker().application();
        try (var admin = broker.broker().admin()) {
            admin.createTopic(Topics.TRANSFERS_DEBITED, QUEUES);
            admin.createTopic(Topics.SETTLEMENT_DEAD_LETTER, 1);
            admin.createGroup(Topics.CONSUMER_GROUP);
            admin.allow(
                    account,
                    List.of(Topics.TRANSFERS_DEBITED, Topics.SETTLEMENT_DEAD_LETTER),
                    List.of(Topics.CONSUMER_GROUP, Topics.DEAD_LETTER_GROUP));
        }
        cluster = LedgerFixture.of(2);
        consumer = new ConsumerNode(cluster.node());
        subscription = TestSubscription.start(
                broker.nameServer().address(), account.user(), account.password(), consumer.settler());
        sender = new DefaultMQProducer(
                "settlement-test", new AclClientRPCHook(new SessionCredentials(account.user(), account.password())));
        sender.setNamesrvAddr(broker.nameServer().address());
        sender.start();
        // What other classes have left on the broker is none of these tests'.
        awaitNoLag();
    }

    @AfterAll
    static void stop() {
        sender.shutdown();
        subscription.close();
        consumer.close();
        cluster.close();
    }

    @BeforeEach
    void openAccounts() {
        payer = consumer.ledger().funded(SOURCE, 10_000);
        payee = consumer.ledger().account(new ShardId(1));
    }

    @AfterEach
    void prove() {
        cluster.assertConserved();
    }

    @Test
    void aNoticeSettlesItsTransfersAndFourMoreOfItChangeNothing() throws Exception {
        var one = debited(100);
        var two = debited(200);
        send(notice(one, two));
        assertThat(consumer.awaitEnd(one, SOON)).isEqualTo(TransferStatus.SETTLED);
        assertThat(consumer.awaitEnd(two, SOON)).isEqualTo(TransferStatus.SETTLED);
        for (int i = 0; i < 4; i++) {
            // One by one: notices that are pulled together would be merged, and tell nothing of the second.
            sendAndAwaitNotOpen(2, notice(one, two));
        }

        assertThat(consumer.ledger().balance(payee)).isEqualTo(300);
        assertThat(consumer.ledger().balance(payer)).isEqualTo(9_700);
    }

    @Test
    void aForgedNoticeMovesNothing() throws Exception {
        var rejected = consumer.ledger().debit(LedgerNode.transfer(payer, payee, 1_000_000));
        var before = cluster.contents();

        send(new TransfersDebited(SOURCE.pinnedSlot().number(), List.of(payer.value(), payee.value(), 7L, 1_020L))
                .toJson());
        send(new TransfersDebited(
                        1,
                        List.of(((DebitOutcome.Stored) rejected.get(0))
                                .transfer()
                                .id()
                                .value()))
                .toJson());
        awaitNoLag();

        assertThat(cluster.contents()).isEqualTo(before);
    }

    @Test
    void noticesThatNameTheTransfersOfEachOthersBatchesSettleEachOnceAsItsRowSays() throws Exception {
        var one = debited(100);
        var two = debited(200);
        var three = debited(400);
        send(notice(one.debitTxn().value(), two, three));
        send(notice(two.debitTxn().value(), one));
        for (var transfer : List.of(one, two, three)) {
            assertThat(consumer.awaitEnd(transfer, SOON)).isEqualTo(TransferStatus.SETTLED);
        }
        sendAndAwaitNotOpen(3, notice(three.debitTxn().value(), two, one, three));

        assertThat(consumer.ledger().balance(payee)).isEqualTo(700);
        assertThat(consumer.ledger().balance(payer)).isEqualTo(9_300);
    }

    @Test
    void aRealTransferWithAForgedAmountOrPayeeMovesNothing() throws Exception {
        var transfer = debited(100);
        var thief = consumer.ledger().account(new ShardId(1));
        var before = cluster.contents();
        try (var admin = broker.broker().admin()) {
            long letters = admin.endOffset(Topics.SETTLEMENT_DEAD_LETTER);
            send(forged(transfer, ",\"amount\":\"1000000\""));
            send(forged(transfer, ",\"destinationAccountId\":\"" + thief + "\""));
            send(forged(transfer, ",\"transferIds\":[\"" + transfer.id() + "\"]"));
            awaitNoLag();
            assertThat(admin.endOffset(Topics.SETTLEMENT_DEAD_LETTER)).isEqualTo(letters + 3);
        }
        assertThat(cluster.contents()).isEqualTo(before);

        send(notice(transfer));
        assertThat(consumer.awaitEnd(transfer, SOON)).isEqualTo(TransferStatus.SETTLED);
        assertThat(consumer.ledger().balance(payee)).isEqualTo(100);
        assertThat(consumer.ledger().balance(thief)).isZero();
    }

    /** The genuine notice with something put in before its last brace. */
    private static byte[] forged(Transfer transfer, String more) {
        var genuine = new String(notice(transfer), StandardCharsets.UTF_8);
        return (genuine.substring(0, genuine.lastIndexOf('}')) + more + "}").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatCannotBeReadGoesToTheDeadLettersAsItIs() throws Exception {
        try (var admin = broker.broker().admin()) {
            long before = admin.endOffset(Topics.SETTLEMENT_DEAD_LETTER);
            send("{\"version\":1,\"transferIds\":[\"1\"],\"amount\":\"1000000\"}".getBytes(StandardCharsets.UTF_8));
            send(new byte[] {0, 1, 2});
            awaitNoLag();

            assertThat(admin.endOffset(Topics.SETTLEMENT_DEAD_LETTER)).isEqualTo(before + 2);
        }
    }

    @Test
    void theSweeperSettlesWhatNoMessageEverNamed() throws InterruptedException {
        var transfer = debited(100);
        try (var sweeping = new ConsumerNode(cluster.node())) {
            sweeping.startSweeping();
            assertThat(sweeping.awaitEnd(transfer, SOON)).isEqualTo(TransferStatus.SETTLED);
        }
    }

    @Test
    void theSweeperLeavesAloneWhatIsYoungerThanTheAgeThatWasSet() throws InterruptedException {
        var transfer = debited(100);
        try (var sweeping = new ConsumerNode(cluster.node())) {
            sweeping.sweeper().setAges(Duration.ofMinutes(5), Duration.ofMinutes(5));
            sweeping.startSweeping();
            assertThat(sweeping.awaitEnd(transfer, Duration.ofSeconds(1))).isEqualTo(TransferStatus.DEBITED);

            sweeping.sweeper().setAges(Duration.ofMillis(300), Duration.ofSeconds(1));
            assertThat(sweeping.awaitEnd(transfer, SOON)).isEqualTo(TransferStatus.SETTLED);
        }
    }

    /** Each queue has one pull waiting at the broker, which the next notice of that queue ends. */
    @Test
    void noticesStayInTheBrokerWhileThePullIsPaused() throws Exception {
        subscription.pause().set(Optional.of("a test"));
        var transfer = debited(100);
        try {
            for (int queue = 0; queue < QUEUES; queue++) {
                send(new TransfersDebited(1, List.of(7L)).toJson());
            }
            Thread.sleep(500);
            send(notice(transfer));
            assertThat(consumer.awaitEnd(transfer, Duration.ofMillis(1_500))).isEqualTo(TransferStatus.DEBITED);
        } finally {
            subscription.pause().set(Optional.empty());
        }
        assertThat(consumer.awaitEnd(transfer, SOON)).isEqualTo(TransferStatus.SETTLED);
        awaitNoLag();
    }

    @Test
    void twoSweepersAtOnceSettleOnce() throws InterruptedException {
        var transfers = List.of(debited(1), debited(2), debited(3));
        try (var one = new ConsumerNode(cluster.node());
                var two = new ConsumerNode(cluster.node())) {
            one.startSweeping();
            two.startSweeping();
            for (var transfer : transfers) {
                assertThat(one.awaitEnd(transfer, SOON)).isEqualTo(TransferStatus.SETTLED);
            }
        }
        assertThat(consumer.ledger().balance(payee)).isEqualTo(6);
    }

    private static byte[] notice(Transfer... transfers) {
        return notice(transfers[0].debitTxn().value(), transfers);
    }

    private static byte[] notice(long batch, Transfer... transfers) {
        return new TransfersDebited(
                        batch, Arrays.stream(transfers).map(t -> t.id().value()).toList())
                .toJson();
    }

    private static void send(byte[] body) throws Exception {
        var message = new Message(Topics.TRANSFERS_DEBITED, body);
        message.setKeys("test");
        sender.send(message);
    }

    /** Until the settler has found so many more of them not open. */
    private static void sendAndAwaitNotOpen(int more, byte[] body) throws Exception {
        double expected = consumer.counted("not_open") + more;
        send(body);
        for (int i = 0; i < 300 && consumer.counted("not_open") < expected; i++) {
            Thread.sleep(100);
        }
        assertThat(consumer.counted("not_open")).isEqualTo(expected);
    }

    /** Until the group has acknowledged everything, for a moment at a stretch. */
    private static void awaitNoLag() throws InterruptedException {
        try (var admin = broker.broker().admin()) {
            for (int i = 0; i < 150; i++) {
                Thread.sleep(200);
                if (admin.lag(Topics.CONSUMER_GROUP, Topics.TRANSFERS_DEBITED) == 0) {
                    Thread.sleep(500);
                    return;
                }
            }
        }
        throw new AssertionError("the group does not acknowledge its messages");
    }

    private Transfer debited(long amount) {
        return consumer.ledger().debited(payer, payee, amount);
    }
}
