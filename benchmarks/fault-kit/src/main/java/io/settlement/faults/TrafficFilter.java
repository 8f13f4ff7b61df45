package io.settlement.faults;

import java.io.IOException;

/**
 * Understands the protocol of one connection and decides what goes on. {@link #fromClient} is called by the one thread
 * that reads the client, {@link #fromServer} by the one that reads the server; the two run at the same time.
 */
interface TrafficFilter {

    /** What becomes of bytes that came from the server. */
    enum Verdict {
        FORWARD,
        SWALLOW,
        RESET_CLIENT
    }

    /** Forwards all, part or nothing of these bytes to {@code connection}; may block, and may reset the connection. */
    void fromClient(byte[] bytes, int length, ProxiedConnection connection) throws IOException, InterruptedException;

    Verdict fromServer(byte[] bytes, int length);

    /** The server has ended its stream; RESET_CLIENT and SWALLOW keep that end from being passed on as an orderly one. */
    Verdict serverEnded();

    /** Passes everything: the proxy without a protocol. */
    static TrafficFilter none() {
        return new TrafficFilter() {
            @Override
            public void fromClient(byte[] bytes, int length, ProxiedConnection connection) throws IOException {
                connection.toServer(bytes, 0, length);
            }

            @Override
            public Verdict fromServer(byte[] bytes, int length) {
                return Verdict.FORWARD;
            }

            @Override
            public Verdict serverEnded() {
                return Verdict.FORWARD;
            }
        };
    }
}
