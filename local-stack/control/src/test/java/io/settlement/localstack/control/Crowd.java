package io.settlement.localstack.control;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Clients that keep their connections and read no answer. One thread. */
final class Crowd implements AutoCloseable {

    private static final int SMALL_BUFFER = 4096;
    private static final int CONNECT_MILLIS = 10_000;

    private final InetSocketAddress door;
    private final List<SocketChannel> standing = new ArrayList<>();
    private final List<SocketChannel> slow = new ArrayList<>();

    Crowd(int port) {
        door = new InetSocketAddress("127.0.0.1", port);
    }

    /** Each sends the text and then nothing. */
    void join(int clients, String text) throws IOException {
        for (int i = 0; i < clients; i++) {
            var channel = SocketChannel.open();
            standing.add(channel);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
            channel.socket().connect(door, CONNECT_MILLIS);
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
        }
    }

    /** The same, and later sends one byte after the other. */
    void joinSlowly(int clients, String text) throws IOException {
        int before = standing.size();
        join(clients, text);
        slow.addAll(standing.subList(before, standing.size()));
    }

    /** One byte more from each that is slow. */
    void drip() {
        for (var channel : slow) {
            try {
                channel.write(ByteBuffer.wrap(new byte[] {'x'}));
            } catch (IOException turnedAway) {
                // Counted by whoever asks how many still stand.
            }
        }
    }

    /** How many the server has not hung up on, as far as the first bytes of what it sent tell. */
    long connected() {
        return standing.stream().filter(Crowd::isConnected).count();
    }

    private static boolean isConnected(SocketChannel channel) {
        try {
            return channel.read(ByteBuffer.allocate(1)) >= 0;
        } catch (IOException reset) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (var channel : standing) {
            channel.close();
        }
    }
}
