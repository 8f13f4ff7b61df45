package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.settlement.client.AccountOpening;
import io.settlement.client.CashRequest;
import io.settlement.client.ClientOptions;
import io.settlement.client.SettlementClient;
import io.settlement.client.TransferRequest;
import io.settlement.localstack.Deadline;
import io.settlement.reconciliation.Reconciler;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Two producers and two consumers: what their clients see of restarts, and of each other. */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FleetIT {

    private static final int ACCOUNTS = 12;
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final int CONNECTIONS = 10_000;
    private static final String LOOK = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final long RESIDENT_BYTES = 1_200L << 20;
    private static final Duration ORDINARY_ANSWER = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Fleet fleet = new Fleet();
    private SettlementClient client;
    private List<String> payers;
    private List<String> payees;

    @BeforeAll
    void start() {
        fleet.start();
        client = fleet.patientClient();
        payers = Stream.generate(this::funded).limit(ACCOUNTS).toList();
        payees = Stream.generate(this::opened).limit(ACCOUNTS).toList();
    }

    @AfterAll
    void removeEverything() {
        fleet.close();
    }

    private String opened() {
        return client.accounts()
                .open(AccountOpening.of("owner-" + UUID.randomUUID(), "SA", "CNY"))
                .accountId();
    }

    private String funded() {
        var account = opened();
        client.accounts().deposit(CashRequest.of(account, new BigDecimal("10000.00"), "CNY"));
        return account;
    }

    @Test
    void rollsUnderLoadWithoutAFailedRequestOrALostEvent() throws Exception {
        long before = fleet.transfers();
        try (var told = fleet.toldEvents();
                var producers = fleet.producersInNacos();
                var load = new TransferLoad(payers, payees)) {
            load.sendOnce(fleet.impatientClient(producers));
            load.send(client);
            load.awaitMore(100);
            for (int number = 0; number < 2; number++) {
                var producer = fleet.service(ServiceKind.PRODUCER, number);
                var consumer = fleet.service(ServiceKind.CONSUMER, number);
                restart(producer, () -> stopWithARequestUnderWay(producer), load);
                restart(consumer, consumer::stop, load);
            }
            int halfSent = 2;
            assertEnded(before + load.end() + halfSent);
            var lines = fleet.lastLines();
            Deadline.in(PATIENCE).await(() -> told.lastLines().equals(lines));
            assertThat(told.lastLines()).isEqualTo(lines);
            assertThat(told.gaps()).isEmpty();
        }
    }

    private static void restart(SettlementService service, Together.Step stop, TransferLoad load) throws Exception {
        var pid = service.process().pid();
        stop.run();
        load.awaitMore(50);
        service.start();
        assertThat(service.process().pid()).isNotEqualTo(pid);
        load.awaitMore(100);
    }

    /** Begun when the producer has signed off already, and sent to its end when it takes no more connections. */
    private void stopWithARequestUnderWay(SettlementService producer) throws Exception {
        var stop = CompletableFuture.runAsync(producer::stop);
        assertThat(Deadline.in(PATIENCE).await(() -> !fleet.isInNacos(producer)))
                .isTrue();
        try (var halfSent = new PartialTransfer(producer.address(), fleet.operatorKey(), cent(payers.get(0)))) {
            halfSent.send(95);
            assertThat(Deadline.in(PATIENCE).await(() -> !takesConnections(producer)))
                    .isTrue();
            halfSent.send(100);
            assertThat(halfSent.answer()).startsWith("HTTP/1.1 202");
        }
        stop.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static boolean takesConnections(SettlementService producer) {
        try (var connection = new Socket("127.0.0.1", producer.address().getPort())) {
            return connection.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private void assertEnded(long transfers) {
        var reconciler = new Reconciler(fleet.shards());
        assertThat(Deadline.in(PATIENCE).await(() -> reconciler.reconcile().atRest()))
                .as("all transfers have ended")
                .isTrue();
        var report = reconciler.reconcile();
        assertThat(report.conserved()).as(report.lines().toString()).isTrue();
        assertThat(fleet.transfers()).as("one for each key").isEqualTo(transfers);
    }

    /** Connections are taken in the order they come: whoever comes last is answered only once all stand. */
    @Test
    void answersAnOrdinaryClientWhileTenThousandConnectionsStand() throws Exception {
        requireOpenFiles();
        var producer = fleet.service(ServiceKind.PRODUCER, 0);
        var pid = producer.process().pid();
        int begunBodies = CONNECTIONS / 5;
        try (var crowd = new Crowd(producer.address().getPort())) {
            crowd.join(CONNECTIONS / 2, LOOK);
            crowd.join(CONNECTIONS / 10, LOOK.repeat(5));
            awaitAnswerOnANewConnection(producer);
            crowd.joinSlowly(CONNECTIONS / 5, LOOK.replace("\r\n\r\n", "\r\nX-Slow: "));
            crowd.joinSlowly(
                    begunBodies, PartialTransfer.head(fleet.operatorKey(), "k", 400) + "{\"sourceAccountId\":");
            var ordinary = awaitAnswerOnANewConnection(producer);
            assertThat(crowd.connected()).isEqualTo(CONNECTIONS);
            for (int i = 0; i < 10; i++) {
                crowd.drip();
                assertAnswered(ordinary);
            }
            assertThat(crowd.connected())
                    .as("but for bodies that are too slow")
                    .isGreaterThanOrEqualTo(CONNECTIONS - begunBodies);
            assertThat(producer.process().residentBytes()).isLessThan(RESIDENT_BYTES);
        }
        assertThat(producer.process().pid()).isEqualTo(pid);
        assertThat(producer.isReady()).isTrue();
    }

    private SettlementClient awaitAnswerOnANewConnection(SettlementService producer) {
        var ordinary = SettlementClient.of(ClientOptions.of(fleet.operatorKey(), producer.address())
                .withTimeouts(PATIENCE, PATIENCE)
                .withTries(1));
        ordinary.transfers().send(cent(payers.get(0)));
        return ordinary;
    }

    private void assertAnswered(SettlementClient ordinary) {
        long begin = System.nanoTime();
        ordinary.transfers().send(cent(payers.get(0)));
        ordinary.accounts().get(payers.get(0));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(ORDINARY_ANSWER);
    }

    /** The JVM has raised its own limit to the hard one; the services' is the same. */
    private static void requireOpenFiles() {
        var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        boolean enough = system.getMaxFileDescriptorCount() > CONNECTIONS + 1_500;
        if (!enough && Boolean.parseBoolean(System.getenv("CI"))) {
            throw new AssertionError("ulimit -Hn is too low for " + CONNECTIONS + " connections");
        }
        Assumptions.assumeTrue(
                enough, "SKIPPED: ulimit -Hn is too low for " + CONNECTIONS + " connections; nothing was tried");
    }

    /** After more and more of the request; half of the clients such that the producer hears of a reset. */
    @Test
    void leavesNothingBehindWhereAClientHangsUp() throws Exception {
        var payer = funded();
        List<TransferRequest> asked = new ArrayList<>();
        for (int percent = 5; percent <= 100; percent += 5) {
            var request = cent(payer);
            asked.add(request);
            try (var partial = new PartialTransfer(
                    fleet.service(ServiceKind.PRODUCER, percent / 5 % 2).address(), fleet.operatorKey(), request)) {
                partial.send(percent);
                if (percent % 10 == 0) {
                    partial.reset();
                }
            }
        }
        var whole = asked.remove(asked.size() - 1);
        assertThat(asked)
                .allMatch(part -> client.transfers().byKey(payer, part.key()).isEmpty());
        asked.add(whole);
        asked.forEach(request -> client.transfers().send(request));
        assertThat(client.accounts().get(payer).balance())
                .isEqualByComparingTo(new BigDecimal("10000.00").subtract(CENT.multiply(new BigDecimal(asked.size()))));
    }

    private TransferRequest cent(String payer) {
        return TransferRequest.of(payer, payees.get(0), CENT, "CNY");
    }
}
