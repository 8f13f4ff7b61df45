package io.settlement.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferStatus;
import io.settlement.localstack.RocketMq;
import io.settlement.producer.RunningDoor.Reply;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers that prefer to wait for their transfer's end, and those who think better of it. */
@Timeout(60)
class PatientCallerIT {

    private static final ShardId HERE = new ShardId(0);
    private static final ShardId THERE = new ShardId(1);

    private static RocketMq broker;
    private static LedgerFixture cluster;
    private static LedgerNode consumer;
    private static RunningDoor door;

    private AccountId payer;
    private AccountId payee;

    @BeforeAll
    static void start() {
        broker = ProducerNode.sharedBroker();
        cluster = LedgerFixture.of(2);
        consumer = cluster.node(cluster.directProperties());
        door = RunningDoor.open(cluster, broker);
    }

    @AfterAll
    static void stop() {
        door.close();
        cluster.assertConserved();
        cluster.close();
    }

    @BeforeEach
    void openAccounts() {
        payer = consumer.funded(HERE, 10_000);
        payee = consumer.account(THERE);
    }

    @Test
    void holdsAnAnswerBackUntilTheTransferHasEnded() throws Exception {
        var key = RunningDoor.key();
        var waiting = door.postAsync("/v1/transfers", key, transfer("1.00"), "Prefer", "wait=20");
        await(() -> byKey(payer, key).status() == 200);
        Thread.sleep(150);
        assertThat(waiting).isNotDone();
        settle(byKey(payer, key));

        var ended = waiting.get(15, TimeUnit.SECONDS);

        assertThat(ended.status()).isEqualTo(200);
        assertThat(ended.text("status")).isEqualTo("SETTLED");
        assertThat(ended.header("Preference-Applied")).contains("wait=20");
        var again = door.post("/v1/transfers", key, transfer("1.00"), "Prefer", "respond-async, wait=\"3\"; x=y");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Preference-Applied")).contains("wait=3");
        assertThat(door.post("/v1/transfers", key, transfer("1.00")).status())
                .as("the first status, where nobody prefers to wait")
                .isEqualTo(202);
    }

    @Test
    void givesTheUsualAnswerAfterTheTimeThatACallerPrefersToWait() {
        long start = System.nanoTime();
        var reply = door.post("/v1/transfers", RunningDoor.key(), transfer("1.00"), "Prefer", "wait=1");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(950));
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.text("status")).isEqualTo("DEBITED");
        assertThat(reply.header("Preference-Applied")).contains("wait=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wait",
                "wait=",
                "wait=0",
                "wait=-1",
                "wait=x",
                "wait=1s",
                "await=9",
                "wait=99999999999",
                ";,=",
                "\"wait=5\""
            })
    void passesOverAPreferenceThatCannotBeRead(String prefer) {
        long start = System.nanoTime();
        var reply = door.post("/v1/transfers", RunningDoor.key(), transfer("1.00"), "Prefer", prefer);
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.header("Preference-Applied")).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void keepsNobodyWaitingForWhatIsRejected() {
        var reply = door.post("/v1/transfers", RunningDoor.key(), transfer("100.01"), "Prefer", "wait=20");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("reason")).isEqualTo("INSUFFICIENT_FUNDS");
    }

    @Test
    void forgetsACallerThatHangsUpWhileItWaits() throws Exception {
        var key = RunningDoor.key();
        var body = transfer("1.00").replace('\'', '"');
        try (var socket = new Socket("127.0.0.1", door.port())) {
            socket.getOutputStream()
                    .write(("POST /v1/transfers HTTP/1.1\r\n"
                                    + "Host: x\r\n"
                                    + "Content-Type: application/json\r\n"
                                    + "Prefer: wait=2\r\n"
                                    + door.authorization() + "Idempotency-Key: " + key + "\r\nContent-Length: "
                                    + body.length()
                                    + "\r\n\r\n"
                                    + body)
                            .getBytes(StandardCharsets.US_ASCII));
            await(() -> waiting() == 1);
        }
        await(() -> waiting() == 0);
        assertThat(byKey(payer, key).text("status")).isEqualTo("DEBITED");
        assertThat(submit(RunningDoor.key(), "1.00").status()).isEqualTo(202);
    }

    private static double waiting() {
        return door.bean(io.micrometer.core.instrument.MeterRegistry.class).find("settlement.waiting").gauges().stream()
                .mapToDouble(io.micrometer.core.instrument.Gauge::value)
                .sum();
    }

    @Test
    void aStoppingProducerAnswersWhoeverWaits() throws Exception {
        var stopping = RunningDoor.open(cluster, broker);
        var waiting = stopping.postAsync("/v1/transfers", RunningDoor.key(), transfer("1.00"), "Prefer", "wait=30");
        await(() -> cluster.number(
                        HERE, "SELECT COUNT(*) FROM transfer WHERE status = 'DEBITED' AND key_account = " + payer)
                == 1);
        Thread.sleep(300);
        long start = System.nanoTime();
        stopping.close();

        assertThat(waiting.get(5, TimeUnit.SECONDS).status()).isEqualTo(202);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    private Reply submit(String key, String amount) {
        var reply = door.post("/v1/transfers", key, transfer(amount));
        assertThat(reply.status()).as(reply.toString()).isEqualTo(202);
        return reply;
    }

    private String transfer(String amount) {
        return "{'sourceAccountId':'" + payer + "','destinationAccountId':'" + payee + "','amount':'" + amount
                + "','currency':'CNY'}";
    }

    private static Reply byKey(AccountId account, String key) {
        return door.get("/v1/transfers/by-key?accountId=" + account + "&idempotencyKey=" + key);
    }

    /** What the consumer does, past the proxies. */
    private static void settle(Reply accepted) {
        Transfer transfer = consumer.ledger()
                .source()
                .find(TransferId.parse(accepted.text("transferId")))
                .orElseThrow();
        assertThat(transfer.status()).isEqualTo(TransferStatus.DEBITED);
        consumer.settle(List.of(transfer));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            pause(20);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
