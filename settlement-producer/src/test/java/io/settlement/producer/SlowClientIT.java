package io.settlement.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.ShardId;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that send a body slowly, or never to its end: they are put off, and keep nobody else out. */
class SlowClientIT {

    private static LedgerFixture cluster;
    private static LedgerNode node;
    private static RunningDoor door;

    private AccountId payer;
    private AccountId payee;

    @BeforeAll
    static void start() {
        cluster = LedgerFixture.of(2);
        node = cluster.node(cluster.directProperties());
        door = RunningDoor.open(cluster, ProducerNode.sharedBroker());
    }

    @AfterAll
    static void stop() {
        door.close();
        cluster.assertConserved();
        cluster.close();
    }

    @BeforeEach
    void openAccounts() {
        payer = node.funded(new ShardId(0), 10_000);
        payee = node.account(new ShardId(1));
    }

    /** Everything but the last byte; the client is still there to be told. */
    @Test
    void putsOffABodyThatDoesNotArriveInTime() {
        var well = transfer();
        var before = cluster.contents();

        var late = well.with("Content-Length: " + (well.body().length + 1)).send(door.port());

        assertThat(late.status()).as(late.toString()).isEqualTo(503);
        assertThat(late.body().path("reason").asString()).isEqualTo("NOT_TAKEN");
        assertThat(cluster.contents()).isEqualTo(before);
        assertThat(well.send(door.port()).status()).isEqualTo(202);
    }

    /** Read by workers, of whom there are 64, they would keep everybody out. */
    @Test
    void answersWhileMoreClientsThanWorkersSendHalfABody() throws Exception {
        var half = ("POST /v1/transfers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + door.authorization() + "Idempotency-Key: half\r\nContent-Length: 400\r\n\r\n{")
                .getBytes(StandardCharsets.US_ASCII);
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                var socket = new Socket("127.0.0.1", door.port());
                slow.add(socket);
                socket.getOutputStream().write(half);
            }
            long begin = System.nanoTime();
            assertThat(transfer().send(door.port()).status()).isEqualTo(202);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        } finally {
            for (var socket : slow) {
                socket.close();
            }
        }
        var byKey = "/v1/transfers/by-key?idempotencyKey=half&accountId=" + payer;
        assertThat(door.get(byKey).status()).as("nothing of them is left").isEqualTo(404);
    }

    private RawRequest transfer() {
        return RawRequest.of("POST", "/v1/transfers")
                .with("Content-Type: application/json")
                .with(door.authorization().strip())
                .with("Idempotency-Key: " + RunningDoor.key())
                .sending("""
                    {"sourceAccountId":"%s","destinationAccountId":"%s","amount":"1.00","currency":"CNY"}\
                    """.formatted(payer, payee));
    }
}
