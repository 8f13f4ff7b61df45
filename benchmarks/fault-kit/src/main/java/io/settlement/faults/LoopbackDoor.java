package io.settlement.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/**
 * A loopback port that can be shut and opened again without ever being lost to another process: a second socket stays
 * bound to it and never listens, so that a shut door answers with a real "connection refused". Thread-safe.
 */
final class LoopbackDoor implements AutoCloseable {

    private final Socket reservation = new Socket();
    private final InetSocketAddress address;
    private final Consumer<Socket> guest;
    private ServerSocket listener;
    private Thread acceptor;

    /** @param wanted a loopback address; port 0 for any that is free */
    LoopbackDoor(InetSocketAddress wanted, Consumer<Socket> guest) {
        this.guest = guest;
        try {
            reservation.setReuseAddress(true);
            reservation.bind(wanted);
        } catch (IOException e) {
            throw new UncheckedIOException("No port can be bound at " + wanted, e);
        }
        address = new InetSocketAddress(reservation.getLocalAddress(), reservation.getLocalPort());
        open();
    }

    InetSocketAddress address() {
        return address;
    }

    synchronized void open() {
        if (listener != null || reservation.isClosed()) {
            return;
        }
        try {
            var opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(address);
            listener = opened;
            acceptor = new Thread(() -> accept(opened), "fault-proxy-" + address.getPort() + "-accept");
            acceptor.setDaemon(true);
            acceptor.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Port " + address.getPort() + " cannot be opened again", e);
        }
    }

    /** Waits for the accepting thread as well: until it has woken the kernel goes on accepting for it. */
    synchronized void shut() {
        if (listener == null) {
            return;
        }
        try {
            listener.close();
            acceptor.join(2_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        listener = null;
    }

    @Override
    public synchronized void close() {
        shut();
        try {
            reservation.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                guest.accept(from.accept());
            } catch (IOException e) {
                // Shut while waiting, which ends the loop; or a client that gave up first, which does not matter.
            }
        }
    }
}
