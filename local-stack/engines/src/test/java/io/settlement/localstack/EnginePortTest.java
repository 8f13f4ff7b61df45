package io.settlement.localstack;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EnginePortTest {

    @Test
    void aPortThatIsJustBeingLeftIsWaitedFor() throws IOException {
        var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var port = EnginePort.loopback("test", other.getLocalPort(), "--port");
        CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS).execute(() -> close(other));

        assertThatCode(port::requireFree).doesNotThrowAnyException();
    }

    @Test
    void aPortThatIsNotLeftIsTaken() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = EnginePort.loopback("test", other.getLocalPort(), "--port");

            assertThatThrownBy(port::requireFree).isInstanceOf(PortTaken.class);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException unlikely) {
            throw new AssertionError(unlikely);
        }
    }
}
