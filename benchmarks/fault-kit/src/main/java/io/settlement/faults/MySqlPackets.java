package io.settlement.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Cuts one side of a MySQL connection into packets, however TCP has split or merged them. A packet is three bytes of
 * payload length (little-endian), one byte of sequence number, and the payload. Not thread-safe: one per stream.
 */
final class MySqlPackets {

    static final int HEADER = 4;

    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();

    /** Receives whole packets in order, header included. */
    interface Receiver {
        void packet(byte[] packet) throws IOException, InterruptedException;
    }

    void feed(byte[] bytes, int length, Receiver receiver) throws IOException, InterruptedException {
        partial.write(bytes, 0, length);
        byte[] waiting = partial.toByteArray();
        int start = 0;
        while (waiting.length - start >= HEADER && waiting.length - start >= size(waiting, start)) {
            int size = size(waiting, start);
            byte[] packet = new byte[size];
            System.arraycopy(waiting, start, packet, 0, size);
            start += size;
            keep(waiting, start);
            receiver.packet(packet);
        }
    }

    /** Before the receiver runs, so that a receiver that throws leaves no packet to be seen twice. */
    private void keep(byte[] waiting, int start) {
        partial.reset();
        partial.write(waiting, start, waiting.length - start);
    }

    private static int size(byte[] bytes, int start) {
        return HEADER + (bytes[start] & 0xff) + ((bytes[start + 1] & 0xff) << 8) + ((bytes[start + 2] & 0xff) << 16);
    }

    static int sequence(byte[] packet) {
        return packet[3] & 0xff;
    }

    /** A little-endian integer of four bytes; ids of prepared statements and capability flags. */
    static int int4(byte[] packet, int at) {
        return (packet[at] & 0xff)
                | (packet[at + 1] & 0xff) << 8
                | (packet[at + 2] & 0xff) << 16
                | (packet[at + 3] & 0xff) << 24;
    }
}
