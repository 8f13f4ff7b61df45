package io.settlement.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Sends back what it gets, with a prefix of its own after each read; and tells how each connection ended. */
final class EchoServer implements AutoCloseable {

    final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final ServerSocket listener;
    private final byte[] prefix;
    private final List<Socket> guests = new ArrayList<>();

    EchoServer(String prefix) throws IOException {
        this.prefix = prefix.getBytes();
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket guest = listener.accept();
                synchronized (guests) {
                    guests.add(guest);
                }
                daemon(() -> serve(guest));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket guest) {
        byte[] bytes = new byte[64 * 1024];
        try (guest) {
            for (int read = guest.getInputStream().read(bytes);
                    read >= 0;
                    read = guest.getInputStream().read(bytes)) {
                guest.getOutputStream().write(prefix);
                guest.getOutputStream().write(bytes, 0, read);
            }
            ends.add("END");
        } catch (IOException e) {
            ends.add("RESET");
        }
    }

    private static void daemon(Runnable body) {
        var thread = new Thread(body, "echo");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        synchronized (guests) {
            for (Socket guest : guests) {
                guest.close();
            }
        }
    }
}
