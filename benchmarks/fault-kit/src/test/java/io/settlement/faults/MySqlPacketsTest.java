package io.settlement.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MySqlPacketsTest {

    private final List<String> seen = new ArrayList<>();
    private final MySqlPackets packets = new MySqlPackets();

    @Test
    void joinsAPacketThatArrivesByteByByte() throws Exception {
        for (byte one : packet(0, "COMMIT")) {
            feed(new byte[] {one});
        }
        assertThat(seen).containsExactly("0:COMMIT");
    }

    @Test
    void partsPacketsThatArriveTogetherAndKeepsTheRest() throws Exception {
        byte[] third = packet(2, "third");
        feed(joined(packet(0, "first"), packet(1, ""), new byte[] {third[0], third[1], third[2]}));
        assertThat(seen).containsExactly("0:first", "1:");
        feed(new byte[] {third[3], third[4], third[5], third[6], third[7], third[8]});
        assertThat(seen).containsExactly("0:first", "1:", "2:third");
    }

    @Test
    void readsLengthsOfThreeBytes() throws Exception {
        String text = "x".repeat(0x012345);
        feed(packet(7, text));
        assertThat(seen).containsExactly("7:" + text);
    }

    @Test
    void seesTheSamePacketsHoweverTheStreamIsCut() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var stream = new ByteArrayOutputStream();
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String text = "s".repeat(random.nextInt(600));
            stream.write(packet(i & 0xff, text));
            sent.add((i & 0xff) + ":" + text);
        }
        byte[] all = stream.toByteArray();
        for (int at = 0; at < all.length; ) {
            int length = Math.min(all.length - at, 1 + random.nextInt(900));
            feed(Arrays.copyOfRange(all, at, at + length));
            at += length;
        }
        assertThat(seen).as("seed %d", seed).isEqualTo(sent);
    }

    @Test
    void doesNotShowAPacketTwiceAfterItsReceiverFailed() throws Exception {
        byte[] two = joined(packet(0, "a"), packet(0, "b"));
        try {
            packets.feed(two, two.length, packet -> {
                throw new IOException("on purpose");
            });
        } catch (IOException expected) {
            assertThat(expected).hasMessage("on purpose");
        }
        feed(new byte[0]);
        assertThat(seen).containsExactly("0:b");
    }

    private void feed(byte[] bytes) throws Exception {
        packets.feed(
                bytes,
                bytes.length,
                packet -> seen.add(MySqlPackets.sequence(packet) + ":"
                        + new String(packet, 4, packet.length - 4, StandardCharsets.UTF_8)));
    }

    static byte[] packet(int sequence, String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.ISO_8859_1);
        byte[] packet = new byte[4 + bytes.length];
        packet[0] = (byte) bytes.length;
        packet[1] = (byte) (bytes.length >> 8);
        packet[2] = (byte) (bytes.length >> 16);
        packet[3] = (byte) sequence;
        System.arraycopy(bytes, 0, packet, 4, bytes.length);
        return packet;
    }

    static byte[] joined(byte[]... parts) throws IOException {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return all.toByteArray();
    }
}
