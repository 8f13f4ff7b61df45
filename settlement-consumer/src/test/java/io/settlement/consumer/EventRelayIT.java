package io.settlement.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.settlement.consumer.events.EventPublisher;
import io.settlement.consumer.events.EventRelay;
import io.settlement.consumer.events.EventsConfiguration;
import io.settlement.consumer.events.EventsProperties;
import io.settlement.consumer.messaging.TestEventTopic;
import io.settlement.contract.AccountBalanceChanged;
import io.settlement.contract.AccountEvent;
import io.settlement.contract.Topics;
import io.settlement.faults.ChildJvm;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.StatementLine;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferStatus;
import io.settlement.localstack.BrokerOptions;
import io.settlement.localstack.RocketMq;
import io.settlement.localstack.TestEngines;
import io.settlement.sharding.ShardingProperties.Database;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The event relay over real shards and a real broker, and what a subscriber can make of the topic. */
class EventRelayIT {

    private static final ShardId HERE = new ShardId(0);
    private static final ShardId THERE = new ShardId(1);
    private static final Duration SOON = Duration.ofSeconds(40);

    private static RocketMq broker;
    private static TestEventTopic topic;
    private static LedgerFixture cluster;
    private static LedgerNode ledger;

    private final List<EventRelay> relays = new ArrayList<>();
    private SimpleMeterRegistry registry;
    private AccountId payer;
    private AccountId merchant;

    @BeforeAll
    static void start() {
        broker = TestEngines.newRocketMq("events", BrokerOptions.anyFreePorts());
        broker.start();
        try (var admin = broker.broker().admin()) {
            admin.createTopic(Topics.ACCOUNT_BALANCE_CHANGED, properties().queues());
            admin.createGroup(Topics.NOTIFICATIONS_GROUP);
        }
        var account = broker.broker().application();
        topic = new TestEventTopic(broker.nameServer().address(), account.user(), account.password());
        cluster = LedgerFixture.of(2);
        ledger = cluster.node();
    }

    @AfterAll
    static void stop() {
        cluster.close();
        broker.broker().kill();
        broker.nameServer().kill();
    }

    static EventsProperties properties() {
        return new EventsProperties(
                true,
                Duration.ofMillis(20),
                Duration.ofMillis(500),
                16,
                64,
                4,
                Duration.ofSeconds(3),
                Duration.ofMillis(50),
                Duration.ofMillis(500));
    }

    @BeforeEach
    void openAccounts() {
        payer = ledger.funded(HERE, 100_000);
        merchant = ledger.account(THERE, AccountType.SP, LedgerNode.CNY, 0);
    }

    @AfterEach
    void stopAll() {
        stopRelays();
        cluster.proxy(THERE).heal();
        cluster.assertConserved();
    }

    @Test
    void everyPostingOfARandomRunIsToldInTheOrderOfItsAccount() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var accounts = new ArrayList<>(List.of(payer, merchant));
        for (int i = 0; i < 6; i++) {
            accounts.add(ledger.funded(i % 2 == 0 ? HERE : THERE, 5_000));
        }
        relay("one", topic.publisher(properties())).start();
        List<Transfer> transfers = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            if (round % 10 == 5) {
                setStatus(accounts.get(2), AccountStatus.FROZEN_CREDIT);
            } else if (round % 10 == 0) {
                setStatus(accounts.get(2), AccountStatus.OPEN);
            }
            transfers.addAll(debit(randomBatch(accounts, random)));
            if (round % 10 == 7) {
                // To the frozen one, so that every run has reversals.
                transfers.addAll(debit(List.of(LedgerNode.transfer(payer, accounts.get(2), 1))));
            }
            ledger.settle(transfers.stream()
                    .filter(transfer -> ledger.read(transfer).status() == TransferStatus.DEBITED)
                    .toList());
        }
        awaitPublished();
        await(() -> registry.get("settlement.events.waiting").gauges().stream().allMatch(gauge -> gauge.value() == 0));

        var told = new Told(stored());
        assertThat(accounts)
                .as("seed %d", seed)
                .allSatisfy(account -> assertThat(told.of(account)).isEqualTo(statement(account)));
        assertThat(accounts.stream().flatMap(account -> told.of(account).stream()))
                .as("kinds met, seed %d", seed)
                .extracting(Line::kind)
                .contains(AccountEvent.Kind.values());
    }

    /** Debits, deposits and withdrawals of one account may meet in one batch: tags then alternate within an entry. */
    private static List<TransferInstruction> randomBatch(List<AccountId> accounts, Random random) {
        var shard = ledger.shardOf(accounts.get(random.nextInt(accounts.size())));
        var near = accounts.stream()
                .filter(account -> ledger.shardOf(account).equals(shard))
                .toList();
        List<TransferInstruction> batch = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(6); i++) {
            var account = near.get(random.nextInt(near.size()));
            var other = accounts.get(random.nextInt(accounts.size()));
            int kind = random.nextInt(4);
            if (kind == 0) {
                batch.add(ledger.deposit(account, 100));
            } else if (kind == 1) {
                batch.add(ledger.withdrawal(account, 1 + random.nextInt(20)));
            } else if (!account.equals(other)) {
                batch.add(LedgerNode.transfer(account, other, 1 + random.nextInt(50)));
            }
        }
        return batch.isEmpty() ? List.of(ledger.deposit(near.get(0), 1)) : batch;
    }

    @Test
    void twoRelaysThatBothBelieveToHoldTheShardOnlyRepeat() throws Exception {
        pay(30);
        var both = new CountDownLatch(4);
        relay("same", new Meeting(topic.publisher(properties()), both)).start();
        relay("same", new Meeting(topic.publisher(properties()), both)).start();
        pay(30);
        awaitPublished();

        var stored = stored();
        assertThat(new Told(stored).of(payer)).isEqualTo(statement(payer));
        assertThat(new Told(stored).of(merchant)).isEqualTo(statement(merchant));
        assertThat(stored.stream().flatMap(message -> message.events().stream()))
                .as("both have published")
                .filteredOn(event -> event.accountId() == payer.value())
                .hasSizeGreaterThan(61);
    }

    @Test
    void aRelayWithoutTheLeasePublishesNothing() throws Exception {
        drain();
        cluster.shards()
                .forEach(shard -> ledger.ledger().openWork().leaseEventRelay(shard, "another", Duration.ofMinutes(10)));
        long before = endOffset();
        relay("kept out", topic.publisher(properties())).start();
        pay(1);
        Thread.sleep(400);

        assertThat(endOffset()).isEqualTo(before);
        assertThat(registry.get("settlement.events.waiting")
                        .tag("shard", "0")
                        .gauge()
                        .value())
                .isGreaterThan(0);
        cluster.shards().forEach(shard -> cluster.execute(shard, "DELETE FROM lease"));
        awaitPublished();
        assertThat(endOffset()).isGreaterThan(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {RelayProcess.BEFORE, RelayProcess.AFTER})
    void aRelayThatIsKilledLeavesNothingOut(String where) throws Exception {
        drain();
        pay(5);
        try (var child = ChildJvm.running(RelayProcess.class)
                .arguments(arguments())
                .checkpoints(where)
                .jvmOption("-Xmx128m")
                .start()) {
            child.awaitCheckpoint(where, SOON);
            child.kill();
        }
        relay("next", topic.publisher(properties())).start();
        awaitPublished();

        var told = new Told(stored());
        assertThat(told.of(payer)).isEqualTo(statement(payer));
        assertThat(told.of(merchant)).isEqualTo(statement(merchant));
    }

    @Test
    void eventsWaitForTheBrokerAndAllAreToldWhenItIsBack() throws Exception {
        relay("patient", topic.publisher(properties())).start();
        awaitPublished();
        broker.broker().kill();
        pay(5);
        await(() -> registry.get("settlement.events.waiting").gauges().stream().allMatch(gauge -> gauge.value() > 0));
        broker.broker().start();
        awaitPublished();

        var told = new Told(stored());
        assertThat(told.of(payer)).isEqualTo(statement(payer));
        assertThat(told.of(merchant)).isEqualTo(statement(merchant));
    }

    @Test
    void aLostShardHoldsUpNoneOfTheOthers() throws Exception {
        relay("one", topic.publisher(properties())).start();
        awaitPublished();
        cluster.proxy(THERE).link().refuseConnections();
        cluster.proxy(THERE).link().resetConnections();
        ledger.debited(payer, merchant, 1);

        await(() -> progressOf(HERE) == 0);
    }

    @Test
    void publishesNothingWhileTheTopicHasAnotherNumberOfQueues() throws Exception {
        drain();
        long before = endOffset();
        var three = new EventsProperties(
                true,
                Duration.ofMillis(20),
                Duration.ofMillis(500),
                16,
                64,
                3,
                Duration.ofSeconds(3),
                Duration.ofMillis(50),
                Duration.ofMillis(500));
        relay("wrong", topic.publisher(three)).start();
        pay(1);
        Thread.sleep(300);

        assertThat(endOffset()).isEqualTo(before);
        assertThat(progressOf(HERE)).isGreaterThan(0);
    }

    /** What a subscriber has after dropping what it has seen, exactly as docs/account-events.md says. */
    private record Told(List<AccountBalanceChanged> messages) {
        List<Line> of(AccountId account) {
            List<Line> lines = new ArrayList<>();
            messages.stream()
                    .flatMap(message -> message.events().stream())
                    .filter(event -> event.accountId() == account.value())
                    .filter(event -> lines.isEmpty()
                            || event.sequence() > lines.get(lines.size() - 1).sequence())
                    .forEach(event -> lines.add(new Line(
                            event.sequence(),
                            event.kind(),
                            event.amount().toPlainString(),
                            event.balanceAfter().toPlainString(),
                            event.transferId())));
            return lines;
        }
    }

    private record Line(long sequence, AccountEvent.Kind kind, String amount, String balanceAfter, long transferId) {}

    /** The account's statement, read from the ledger: what must have been told. */
    private static List<Line> statement(AccountId account) {
        return ledger.ledger().statements().lines(account, 1, 500).stream()
                .map(line -> new Line(
                        line.sequence(),
                        kindOf(line),
                        line.amount().toDecimal(),
                        line.balanceAfter().toDecimal(),
                        line.transferId().value()))
                .toList();
    }

    private static AccountEvent.Kind kindOf(StatementLine line) {
        boolean withdrawal = cluster.numberOverAll("SELECT COUNT(*) FROM transfer WHERE kind = 'WITHDRAWAL' AND"
                        + " transfer_id = " + line.transferId())
                == 1;
        return withdrawal ? AccountEvent.Kind.WITHDRAWAL : AccountEvent.Kind.valueOf(line.kind());
    }

    /** Waits, before its first message, until both threads of the other relay have come as far. */
    private record Meeting(EventPublisher publisher, CountDownLatch both) implements EventPublisher {
        @Override
        public void publish(AccountBalanceChanged message) {
            both.countDown();
            try {
                both.await();
            } catch (InterruptedException stopping) {
                throw new IllegalStateException(stopping);
            }
            publisher.publish(message);
        }

        @Override
        public void close() {
            publisher.close();
        }
    }

    private EventRelay relay(String holder, EventPublisher publisher) {
        registry = new SimpleMeterRegistry();
        var relay = EventsConfiguration.relay(
                ledger.ledger(), ledger.database(), publisher, properties(), registry, Clock.systemUTC(), holder);
        relays.add(relay);
        return relay;
    }

    /** Publishes what earlier tests have left, and stops. */
    private void drain() throws InterruptedException {
        var relay = relay("drain", topic.publisher(properties()));
        relay.start();
        awaitPublished();
        relay.stop();
        cluster.shards().forEach(shard -> cluster.execute(shard, "DELETE FROM lease"));
    }

    private void pay(int times) {
        for (int i = 0; i < times; i++) {
            ledger.settle(List.of(ledger.debited(payer, merchant, 1)));
        }
    }

    private static List<Transfer> debit(List<TransferInstruction> batch) {
        return ledger.debit(batch.toArray(TransferInstruction[]::new)).stream()
                .map(outcome -> ((DebitOutcome.Stored) outcome).transfer())
                .filter(transfer -> transfer.status() == TransferStatus.DEBITED)
                .toList();
    }

    private static void setStatus(AccountId account, AccountStatus status) {
        ledger.setStatus(account, status);
    }

    private static void awaitPublished() throws InterruptedException {
        await(() -> cluster.shards().stream().allMatch(shard -> progressOf(shard) == 0));
    }

    private static long progressOf(ShardId shard) {
        return ledger.ledger().eventJournal().progress(shard).waiting();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private void stopRelays() {
        relays.forEach(EventRelay::stop);
        relays.clear();
    }

    private List<AccountBalanceChanged> stored() throws Exception {
        stopRelays();
        try (var admin = broker.broker().admin()) {
            await(() -> admin.bytesNotInQueues() == 0);
        }
        return topic.readAll();
    }

    private static long endOffset() {
        try (var admin = broker.broker().admin()) {
            return admin.endOffset(Topics.ACCOUNT_BALANCE_CHANGED);
        }
    }

    private static String[] arguments() {
        var properties = cluster.directProperties();
        List<String> arguments = new ArrayList<>(List.of(
                topic.nameServers(), topic.user(), topic.password(), properties.clusterId(), properties.slotMap()));
        List<Database> databases = new ArrayList<>(List.of(properties.control()));
        databases.addAll(properties.shards());
        databases.forEach(
                database -> arguments.addAll(List.of(database.jdbcUrl(), database.username(), database.password())));
        return arguments.toArray(String[]::new);
    }
}
