package io.settlement.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;

/**
 * A port that an engine listens on.
 *
 * @param use what it is for, in a few words
 * @param number the port
 * @param option the command line option that moves it
 * @param reach the addresses it is bound to
 */
public record EnginePort(String use, int number, String option, Reach reach) {
    private static final int HIGHEST = 65_535;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Who can reach a port. {@link #EVERY_INTERFACE} only where the engine gives no choice; the README lists them. */
    public enum Reach {
        LOOPBACK,
        EVERY_INTERFACE
    }

    public EnginePort {
        if (number < 1 || number > HIGHEST) {
            throw new IllegalArgumentException(
                    "Port " + number + " (" + use + ") is not between 1 and " + HIGHEST + "; see " + option + ".");
        }
    }

    static EnginePort loopback(String use, int number, String option) {
        return new EnginePort(use, number, option, Reach.LOOPBACK);
    }

    static EnginePort everyInterface(String use, int number, String option) {
        return new EnginePort(use, number, option, Reach.EVERY_INTERFACE);
    }

    /** Waits a little: a process that was just killed may be gone before its ports are. */
    void requireFree() {
        if (!Deadline.in(PATIENCE).await(this::isFree)) {
            throw new PortTaken(this);
        }
    }

    /** Tries to listen, as the engine will. The address may be in TIME_WAIT from an earlier run: that counts as free. */
    public boolean isFree() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(
                    reach == Reach.LOOPBACK
                            ? new InetSocketAddress(InetAddress.getLoopbackAddress(), number)
                            : new InetSocketAddress(number));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
