package io.settlement.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TcpFaultProxyTest {

    private EchoServer server;
    private TcpFaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer("");
        proxy = TcpFaultProxy.to(server.address());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void carriesBytesBothWaysAndCountsThem() throws IOException {
        try (Socket client = client()) {
            assertThat(echo(client, "hello")).isEqualTo("hello");
            assertThat(proxy.openConnections()).isEqualTo(1);
            assertThat(proxy.acceptedConnections()).isEqualTo(1);
            assertThat(proxy.bytes(Direction.CLIENT_TO_SERVER)).isEqualTo(5);
        }
        eventually(() -> proxy.openConnections() == 0);
    }

    @Test
    void listensOnAnotherLoopbackAddressWithItsServersPort() throws IOException {
        var listen = new InetSocketAddress("127.0.0.2", server.address().getPort());
        try (var beside = TcpFaultProxy.to(server.address(), listen);
                var client = new Socket("127.0.0.2", beside.port())) {
            client.setSoTimeout(5_000);
            assertThat(beside.address()).isEqualTo(listen);
            assertThat(echo(client, "hello")).isEqualTo("hello");
        }
    }

    @Test
    void passesOnTheEndOfAClientAfterItsLastBytes() throws Exception {
        try (Socket client = client()) {
            client.getOutputStream().write("bye".getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("bye");
        }
        assertThat(server.ends.poll(5, TimeUnit.SECONDS)).isEqualTo("END");
    }

    @Test
    void givesAnOrderlyEndToTheServerAlsoWhenTheClientWasReset() throws Exception {
        Socket client = client();
        echo(client, "a");
        client.setSoLinger(true, 0);
        client.close();
        assertThat(server.ends.poll(5, TimeUnit.SECONDS)).isEqualTo("END");
    }

    @Test
    void delaysOneDirectionUntilHealed() throws IOException {
        try (Socket client = client()) {
            echo(client, "a");
            proxy.delay(Direction.SERVER_TO_CLIENT, Duration.ofMillis(200));
            assertThat(millisFor(() -> echo(client, "b"))).isBetween(190L, 2_000L);
            proxy.heal();
            assertThat(millisFor(() -> echo(client, "c"))).isLessThan(150);
        }
    }

    @Test
    void healingEndsADelayThatIsUnderWay() throws Exception {
        try (Socket client = client()) {
            proxy.delay(Direction.CLIENT_TO_SERVER, Duration.ofSeconds(60));
            client.getOutputStream().write('x');
            TimeUnit.MILLISECONDS.sleep(100);
            proxy.heal();
            assertThat(client.getInputStream().read()).isEqualTo('x');
        }
    }

    @Test
    void sendsAgainWhatWasLostAndKeepsItsOrder() throws IOException {
        try (Socket client = client()) {
            proxy.lose(Direction.CLIENT_TO_SERVER, 0.2, Duration.ofMillis(5));
            for (int i = 0; i < 20; i++) {
                echo(client, "line " + i);
            }
        }
    }

    @Test
    void healingEndsALossThatIsTotal() throws Exception {
        try (Socket client = client()) {
            echo(client, "a");
            proxy.lose(Direction.SERVER_TO_CLIENT, 1, Duration.ofMillis(20));
            client.getOutputStream().write("lost".getBytes(StandardCharsets.UTF_8));
            assertSilent(client);
            proxy.heal();
            assertThat(read(client, 4)).isEqualTo("lost");
        }
    }

    @Test
    void deliversAfterAStallWhatWasSentDuringIt() throws IOException {
        try (Socket client = client()) {
            echo(client, "a");
            proxy.stall(Direction.CLIENT_TO_SERVER);
            client.getOutputStream().write("late".getBytes(StandardCharsets.UTF_8));
            assertSilent(client);
            proxy.heal();
            assertThat(read(client, 4)).isEqualTo("late");
        }
    }

    @Test
    void hidesTheEndOfAClientBehindAPartition() throws Exception {
        try (Socket client = client()) {
            echo(client, "a");
            proxy.partition();
        }
        assertThat(server.ends.poll(300, TimeUnit.MILLISECONDS)).isNull();
        proxy.heal();
        assertThat(server.ends.poll(5, TimeUnit.SECONDS)).isEqualTo("END");
    }

    @Test
    void resetsAConnectionThatLostBytesWhenHealed() throws IOException {
        try (Socket client = client()) {
            echo(client, "a");
            proxy.dropAnswers();
            client.getOutputStream().write("lost".getBytes(StandardCharsets.UTF_8));
            assertSilent(client);
            proxy.heal();
            assertThatThrownBy(() -> echo(client, "b")).isInstanceOf(SocketException.class);
        }
        try (Socket client = client()) {
            assertThat(echo(client, "c")).isEqualTo("c");
        }
    }

    @Test
    void joinsAConnectionMadeDuringAPartitionOnlyWhenHealed() throws IOException {
        proxy.partition();
        try (Socket client = client()) {
            client.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
            assertSilent(client);
            proxy.heal();
            assertThat(read(client, 5)).isEqualTo("hello");
        }
    }

    @Test
    void refusesNewConnectionsOnlyAndKeepsItsPort() throws IOException {
        int port = proxy.port();
        try (Socket client = client()) {
            echo(client, "a");
            proxy.refuseConnections();
            assertThatThrownBy(this::client).isInstanceOf(ConnectException.class);
            assertThat(echo(client, "b")).isEqualTo("b");
        }
        proxy.heal();
        assertThat(proxy.port()).isEqualTo(port);
        try (Socket client = client()) {
            assertThat(echo(client, "c")).isEqualTo("c");
        }
    }

    @Test
    void resetsBothSides() throws Exception {
        try (Socket client = client()) {
            echo(client, "a");
            proxy.resetConnections();
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        assertThat(server.ends.poll(5, TimeUnit.SECONDS)).isEqualTo("RESET");
    }

    @Test
    void resetsAClientWhoseServerIsDown() throws IOException {
        server.close();
        try (Socket client = client()) {
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        eventually(() -> proxy.openConnections() == 0);
    }

    @Test
    void slowsALinkDown() throws IOException {
        try (Socket client = client()) {
            proxy.limitRate(Direction.CLIENT_TO_SERVER, 10_000);
            long millis = millisFor(() -> echo(client, "x".repeat(3_000)));
            assertThat(millis).isBetween(280L, 3_000L);
        }
    }

    @Test
    void swapsTwoServersBehindTwoAddresses() throws IOException {
        try (var other = new EchoServer("other:");
                var second = TcpFaultProxy.to(other.address())) {
            InetSocketAddress first = proxy.target();
            proxy.retarget(second.target());
            second.retarget(first);
            try (Socket client = client()) {
                client.getOutputStream().write('x');
                assertThat(read(client, 7)).isEqualTo("other:x");
            }
        }
    }

    @Test
    void leavesNoThreadAndNoPortBehind() throws IOException {
        int port = proxy.port();
        Socket client = client();
        echo(client, "a");
        proxy.partition();
        proxy.close();
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        eventually(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("fault-proxy-" + port + "-")));
        assertThatThrownBy(this::client).isInstanceOf(ConnectException.class);
    }

    private Socket client() throws IOException {
        var socket = new Socket(proxy.address().getAddress(), proxy.port());
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static String echo(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return read(client, text.length());
    }

    private static String read(Socket client, int length) throws IOException {
        return new String(client.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }

    private static void assertSilent(Socket client) throws IOException {
        client.setSoTimeout(200);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        client.setSoTimeout(5_000);
    }

    private interface Action {
        void run() throws IOException;
    }

    private static long millisFor(Action action) throws IOException {
        long start = System.nanoTime();
        action.run();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private interface Condition {
        boolean holds();
    }

    private static void eventually(Condition condition) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!condition.holds() && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertThat(condition.holds()).isTrue();
    }
}
