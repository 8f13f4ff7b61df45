package io.settlement.producer.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

@ExtendWith(OutputCaptureExtension.class)
class AccessConfigurationTest {

    @Test
    void saysThatTheDoorIsOpenOnLoopback(CapturedOutput output) {
        openDoorOn(InetAddress.getLoopbackAddress());
        assertThat(output.getAll().lines().filter(line -> line.contains("settlement.access.enabled is false")))
                .hasSize(1)
                .allMatch(line -> line.contains("WARN"));
    }

    @Test
    void leavesNoDoorOpenThatOthersReach() throws UnknownHostException {
        for (var address :
                new InetAddress[] {null, InetAddress.getByName("0.0.0.0"), InetAddress.getByName("10.0.0.1")}) {
            assertThatThrownBy(() -> openDoorOn(address))
                    .hasMessageContaining("allowed on a loopback server.address only");
        }
    }

    private static void openDoorOn(InetAddress address) {
        var server = new ServerProperties();
        server.setAddress(address);
        new AccessConfiguration().openDoor(server, (request, response, handler, thrown) -> null);
    }
}
