package io.settlement.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.contract.AccountBalanceChanged;
import io.settlement.contract.AccountEvent;
import io.settlement.contract.AccountEvent.AccountType;
import io.settlement.contract.AccountEvent.Kind;
import io.settlement.contract.Topics;
import io.settlement.localstack.RocketMq;
import io.settlement.localstack.TestEngines;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two processes of the subscriber on a real broker. */
class SubscriptionsIT {

    private static final long HOLDER = 17;
    private static final long MERCHANT = 18;
    private static final long WARM_UP = 19;

    private static DefaultMQProducer sender;
    private static final Process ONE = new Process("one");
    private static final Process TWO = new Process("two");

    /** What one process was told. */
    private static final class Process {
        private final String name;
        private final List<Notice> notices = new CopyOnWriteArrayList<>();
        private Subscriptions subscriptions;

        private Process(String name) {
            this.name = name;
        }

        private void start(BrokerProperties broker) {
            var properties = new SubscriberProperties(name, true, true, 1_000, Duration.ofMillis(200));
            subscriptions = new Subscriptions(
                    broker,
                    properties,
                    (purpose, message, event) -> notices.add(new Notice(purpose, event.accountId(), event.sequence())));
            subscriptions.start();
        }

        private List<Long> sequences(Purpose purpose, long account) {
            return notices.stream()
                    .filter(notice -> notice.purpose == purpose && notice.account == account)
                    .map(Notice::sequence)
                    .toList();
        }
    }

    private record Notice(Purpose purpose, long account, long sequence) {}

    @BeforeAll
    static void start() throws Exception {
        RocketMq broker = TestEngines.rocketMq();
        try (var admin = broker.broker().admin()) {
            admin.createTopic(Topics.ACCOUNT_BALANCE_CHANGED, 1);
            admin.createGroup(Topics.NOTIFICATIONS_GROUP);
            admin.createGroup(Topics.SETTLEMENT_NOTICES_GROUP);
        }
        System.setProperty(
                "rocketmq.client.localOffsetStoreDir",
                TestEngines.folder().resolve("offsets").toString());
        var account = broker.broker().application();
        sender = new DefaultMQProducer(
                Topics.EVENT_RELAY_GROUP,
                new AclClientRPCHook(new SessionCredentials(account.user(), account.password())));
        sender.setNamesrvAddr(broker.nameServer().address());
        sender.start();
        var properties = new BrokerProperties(broker.nameServer().address(), account.user(), account.password());
        ONE.start(properties);
        TWO.start(properties);
        awaitListening();
    }

    /** A new group starts at the end of its topic: nothing counts before all of them listen. */
    private static void awaitListening() throws Exception {
        for (long sequence = 1; ; sequence++) {
            send(event(WARM_UP, AccountType.SA, sequence, Kind.CREDIT));
            send(event(WARM_UP, AccountType.SP, sequence, Kind.CREDIT));
            Thread.sleep(200);
            boolean told = !ONE.sequences(Purpose.NOTIFICATION, WARM_UP).isEmpty()
                    && !TWO.sequences(Purpose.NOTIFICATION, WARM_UP).isEmpty()
                    && notices(WARM_UP) > 0;
            if (told) {
                return;
            }
            assertThat(sequence).as("tries").isLessThan(200);
        }
    }

    @AfterAll
    static void stop() {
        ONE.subscriptions.stop();
        TWO.subscriptions.stop();
        sender.shutdown();
    }

    @Test
    void eachPurposeIsToldItsTagsOnceAndInOrder() throws Exception {
        send(event(HOLDER, AccountType.SA, 1, Kind.DEPOSIT));
        send(event(HOLDER, AccountType.SA, 2, Kind.DEBIT));
        send(event(MERCHANT, AccountType.SP, 1, Kind.CREDIT));
        send(event(MERCHANT, AccountType.SP, 2, Kind.WITHDRAWAL));
        send(event(HOLDER, AccountType.SA, 1, Kind.DEPOSIT));
        send(event(HOLDER, AccountType.SA, 2, Kind.DEBIT));
        send(event(MERCHANT, AccountType.SP, 1, Kind.CREDIT));
        forge("{\"version\":1,\"accountId\":\"17\",\"sequence\":9007199254740991}");
        forge("");
        send(event(HOLDER, AccountType.SA, 3, Kind.REVERSAL));
        send(event(MERCHANT, AccountType.SP, 3, Kind.CREDIT));

        await(() -> ONE.sequences(Purpose.NOTIFICATION, HOLDER).size() == 3
                && TWO.sequences(Purpose.NOTIFICATION, HOLDER).size() == 3
                && notices(MERCHANT) == 2);
        assertThat(ONE.sequences(Purpose.NOTIFICATION, HOLDER)).containsExactly(1L, 2L, 3L);
        assertThat(TWO.sequences(Purpose.NOTIFICATION, HOLDER)).containsExactly(1L, 2L, 3L);
        var settled = ONE.sequences(Purpose.SETTLEMENT_NOTICE, MERCHANT).isEmpty() ? TWO : ONE;
        assertThat(settled.sequences(Purpose.SETTLEMENT_NOTICE, MERCHANT)).containsExactly(1L, 3L);
        assertThat(ONE.notices).noneMatch(SubscriptionsIT::crossesPurposes);
    }

    private static boolean crossesPurposes(Notice notice) {
        return notice.account == HOLDER && notice.purpose == Purpose.SETTLEMENT_NOTICE
                || notice.account == MERCHANT && notice.purpose == Purpose.NOTIFICATION;
    }

    private static long notices(long account) {
        return ONE.sequences(Purpose.SETTLEMENT_NOTICE, account).size()
                + TWO.sequences(Purpose.SETTLEMENT_NOTICE, account).size();
    }

    private static AccountBalanceChanged event(long account, AccountType type, long sequence, Kind kind) {
        var sign = kind == Kind.DEBIT || kind == Kind.WITHDRAWAL ? "-" : "";
        var event = new AccountEvent(
                account, type, sequence, kind, new BigDecimal(sign + "1.00"), "CNY", new BigDecimal("9.00"), 34);
        return new AccountBalanceChanged(0, 1, Instant.EPOCH, List.of(event));
    }

    private static void send(AccountBalanceChanged changed) throws Exception {
        sender.send(new Message(Topics.ACCOUNT_BALANCE_CHANGED, changed.tag(), changed.keys(), changed.toJson()));
    }

    private static void forge(String body) throws Exception {
        sender.send(new Message(
                Topics.ACCOUNT_BALANCE_CHANGED, "SA.CREDITED", "17", (body + " ").getBytes(StandardCharsets.UTF_8)));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 400 && !condition.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        // A moment for what must not come.
        Thread.sleep(300);
    }
}
