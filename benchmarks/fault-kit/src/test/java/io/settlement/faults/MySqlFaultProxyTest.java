package io.settlement.faults;

import static io.settlement.faults.MySqlPacketsTest.joined;
import static io.settlement.faults.MySqlPacketsTest.packet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Crafted packets against an echo server, which "answers" each command with itself. */
@Timeout(20)
class MySqlFaultProxyTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final byte[] LOGIN = packet(1, "\0\0\0\0 user and password");
    private static final byte[] LOGIN_WITH_ATTRIBUTES = packet(1, "\0\0\0\u0008 user and password");
    private static final byte[] COMMIT = packet(0, "\u0003commit");
    private static final byte[] PING = packet(0, "\u000e");

    private EchoServer server;
    private MySqlFaultProxy proxy;
    private Socket client;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer("");
        proxy = MySqlFaultProxy.to(server.address());
        client = new Socket(proxy.link().address().getAddress(), proxy.port());
        client.setSoTimeout(5_000);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        proxy.close();
        server.close();
    }

    @Test
    void seesNoCommandInTheLogin() throws IOException {
        CommandFault fault = proxy.when(command -> true).resetBeforeDelivery();
        exchange(LOGIN);
        exchange(packet(3, "\u0003COMMIT"));
        assertThat(fault.struck()).isZero();
    }

    @Test
    void holdsACommitThatArrivedInPiecesTogetherWithAnotherCommand() throws Exception {
        exchange(LOGIN);
        CommandFault fault = proxy.onCommit().hold();
        byte[] both = joined(PING, COMMIT);
        client.getOutputStream().write(both, 0, PING.length + 6);
        assertThat(client.getInputStream().readNBytes(PING.length)).isEqualTo(PING);
        client.getOutputStream().write(both, PING.length + 6, both.length - PING.length - 6);
        fault.awaitStruck(SOON);
        assertSilent();
        fault.release();
        assertThat(client.getInputStream().readNBytes(COMMIT.length)).isEqualTo(COMMIT);
    }

    @Test
    void deliversAHeldCommitAlthoughTheClientHasGone() throws Exception {
        exchange(LOGIN);
        CommandFault fault = proxy.onCommit().hold();
        client.getOutputStream().write(COMMIT);
        fault.awaitStruck(SOON);
        client.close();
        assertThat(server.ends.poll(200, TimeUnit.MILLISECONDS)).isNull();
        fault.release();
        fault.awaitAnswered(SOON);
        assertThat(server.ends.poll(5, TimeUnit.SECONDS)).isEqualTo("END");
    }

    @Test
    void deliversAHeldCommitByItselfAfterItsTime() throws IOException {
        exchange(LOGIN);
        proxy.onCommit().holdFor(Duration.ofMillis(100));
        exchange(COMMIT);
    }

    @Test
    void losesTheAnswerAndAllThatFollows() throws IOException {
        exchange(LOGIN);
        CommandFault fault = proxy.onCommit().loseAnswer();
        client.getOutputStream().write(COMMIT);
        fault.awaitAnswered(SOON);
        assertSilent();
        client.getOutputStream().write(PING);
        assertSilent();
    }

    @Test
    void resetsTheClientWhenTheServerHasAnswered() throws IOException {
        exchange(LOGIN);
        CommandFault fault = proxy.onCommit().resetInsteadOfAnswer();
        client.getOutputStream().write(COMMIT);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        assertThat(fault.answered()).isEqualTo(1);
    }

    @Test
    void resetsBeforeTheServerHasSeenTheCommand() throws Exception {
        exchange(LOGIN);
        CommandFault fault = proxy.onCommit().resetBeforeDelivery();
        client.getOutputStream().write(COMMIT);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        assertThat(fault.delivered()).isZero();
        assertThat(server.ends.poll(5, TimeUnit.SECONDS)).isEqualTo("RESET");
    }

    @Test
    void strikesSoOftenAfterSoManyAndNoMore() throws IOException {
        exchange(LOGIN);
        List<ClientCommand> caught = new CopyOnWriteArrayList<>();
        CommandFault fault = proxy.onCommit().skip(1).times(2).call(caught::add);
        for (int i = 0; i < 5; i++) {
            exchange(COMMIT);
        }
        assertThat(caught).hasSize(2);
        assertThat(fault.struck()).isEqualTo(2);
    }

    @Test
    void knowsACommitByWhatRanBeforeItInItsTransaction() throws IOException {
        exchange(LOGIN);
        CommandFault fault = proxy.when(ClientCommand.commitAfter("^insert into leg"))
                .always()
                .call(command -> {});
        exchange(packet(0, "\u0003INSERT INTO leg VALUES (1)"));
        exchange(packet(0, "\u0003UPDATE head SET n = 2"));
        exchange(COMMIT);
        assertThat(fault.struck()).isEqualTo(1);
        exchange(packet(0, "\u0003UPDATE head SET n = 3"));
        exchange(COMMIT);
        assertThat(fault.struck()).isEqualTo(1);
    }

    @Test
    void readsTheTextBehindQueryAttributes() throws IOException {
        CommandFault fault = proxy.onCommit().call(command -> {});
        exchange(LOGIN_WITH_ATTRIBUTES);
        exchange(packet(0, "\u0003\0\u0001 COMMIT "));
        assertThat(fault.struck()).isEqualTo(1);
    }

    @Test
    void tellsPreparingFromRunning() throws IOException {
        exchange(LOGIN);
        CommandFault running =
                proxy.when(ClientCommand.running("insert")).always().call(command -> {});
        CommandFault preparing =
                proxy.when(ClientCommand.preparing("insert")).always().call(command -> {});
        exchange(packet(0, "\u0016INSERT INTO t VALUES (?)"));
        exchange(packet(0, "\u0003INSERT INTO t VALUES (1)"));
        assertThat(preparing.struck()).isEqualTo(1);
        assertThat(running.struck()).isEqualTo(1);
    }

    @Test
    void refusesAConnectionThatItCannotRead() throws IOException {
        client.getOutputStream().write(packet(1, "\0\u0008\0\0 switch to TLS"));
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    }

    @Test
    void endsWithoutDeliveringWhatItHolds() throws Exception {
        exchange(LOGIN);
        CommandFault fault = proxy.onCommit().hold();
        client.getOutputStream().write(COMMIT);
        fault.awaitStruck(SOON);
        proxy.close();
        assertThat(fault.delivered()).isZero();
        assertThat(server.ends.poll(5, TimeUnit.SECONDS)).isEqualTo("RESET");
    }

    @Test
    void saysWhatItWaitedForInVain() {
        CommandFault fault = proxy.onCommit().hold();
        assertThatThrownBy(() -> fault.awaitStruck(Duration.ofMillis(10)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has not struck");
    }

    private void exchange(byte[] packet) throws IOException {
        client.getOutputStream().write(packet);
        assertThat(client.getInputStream().readNBytes(packet.length)).isEqualTo(packet);
    }

    private void assertSilent() throws IOException {
        client.setSoTimeout(150);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        client.setSoTimeout(5_000);
    }
}
