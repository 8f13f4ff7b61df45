package io.settlement.faults;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * One client joined to one server by two daemon threads, one for each direction.
 *
 * <p>The two sides live and die apart. A client that has gone away is told to the server only by the end of its
 * stream, after everything that it had sent before: so a COMMIT that is still on the wire reaches the server although
 * nobody waits for the answer any more. Nothing but {@link #reset()} breaks the server's side earlier.
 */
final class ProxiedConnection {

    private static final int CONNECT_MILLIS = 5_000;

    private final TcpFaultProxy proxy;
    private final Socket client;
    private final Socket server = new Socket();
    private final TrafficFilter filter;
    private final Consumer<ProxiedConnection> whenOver;
    private final CountDownLatch over = new CountDownLatch(2);
    private final Thread clientThread;
    private final Thread serverThread;
    private volatile boolean lossy;
    private boolean clientGone;

    ProxiedConnection(TcpFaultProxy proxy, Socket client, TrafficFilter filter, Consumer<ProxiedConnection> whenOver) {
        this.proxy = proxy;
        this.client = client;
        this.filter = filter;
        this.whenOver = whenOver;
        this.clientThread = thread("client", this::serveClient);
        this.serverThread = thread("server", this::serveServer);
    }

    private Thread thread(String side, Runnable body) {
        var thread = new Thread(body, "fault-proxy-" + proxy.port() + "-" + side);
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        clientThread.start();
    }

    /** Writes to the server; called only by the client's thread, that is by the filter. */
    void toServer(byte[] bytes, int offset, int length) throws IOException {
        server.getOutputStream().write(bytes, offset, length);
    }

    /**
     * RST to both sides: what each has not yet read is lost to it. The server first: the client's thread would otherwise
     * find its socket closed, take that for the end of a stream, and end the server's in good order.
     */
    void reset() {
        reset(server);
        reset(client);
    }

    /** Resets and ends the threads, also those that a fault is holding; returns when they have ended, or after 2 s. */
    void end() throws InterruptedException {
        reset();
        for (Thread thread : new Thread[] {clientThread, serverThread}) {
            thread.interrupt();
            thread.join(2_000);
        }
    }

    boolean lossy() {
        return lossy;
    }

    private void serveClient() {
        boolean joined = false;
        try {
            proxy.faults(Direction.CLIENT_TO_SERVER).awaitOpen();
            proxy.faults(Direction.SERVER_TO_CLIENT).awaitOpen();
            server.setTcpNoDelay(true);
            server.connect(resolved(proxy.target()), CONNECT_MILLIS);
            joined = true;
            serverThread.start();
            pump(client, Direction.CLIENT_TO_SERVER, this::filterClientBytes);
            endServerStream();
        } catch (IOException e) {
            endAfterFailure(joined);
        } catch (InterruptedException e) {
            reset();
        } catch (RuntimeException e) {
            // A test's own callback failed: nothing may go on as if it had not.
            reset();
            throw e;
        } finally {
            if (!joined) {
                over.countDown();
            }
            oneSideIsOver();
        }
    }

    private void serveServer() {
        try {
            pump(server, Direction.SERVER_TO_CLIENT, this::filterServerBytes);
            switch (filter.serverEnded()) {
                case FORWARD -> client.shutdownOutput();
                case RESET_CLIENT -> reset(client);
                case SWALLOW -> {}
            }
        } catch (IOException e) {
            reset(client);
        } catch (InterruptedException e) {
            reset();
        } finally {
            oneSideIsOver();
        }
    }

    private interface Sink {
        void accept(byte[] bytes, int length) throws IOException, InterruptedException;
    }

    private void pump(Socket from, Direction direction, Sink sink) throws IOException, InterruptedException {
        LinkFaults faults = proxy.faults(direction);
        InputStream in = from.getInputStream();
        byte[] bytes = new byte[16 * 1024];
        faults.awaitNotStalled();
        for (int read = read(in, bytes, direction); read >= 0; read = read(in, bytes, direction)) {
            faults.awaitDelay();
            faults.awaitNotStalled(); // the stall may have begun while this thread was waiting for bytes
            if (!faults.discards(() -> lossy = true)) {
                sink.accept(bytes, read);
            }
            faults.awaitNotStalled();
        }
        faults.awaitOpen();
        if (lossy) {
            throw new IOException("bytes were lost, no orderly end is possible");
        }
    }

    /** A client that was cut off by RST has ended its stream like one that closed; the server must not be reset. */
    private int read(InputStream in, byte[] bytes, Direction direction) throws IOException {
        try {
            return in.read(bytes);
        } catch (IOException e) {
            if (direction == Direction.CLIENT_TO_SERVER) {
                return -1;
            }
            throw e;
        }
    }

    private void filterClientBytes(byte[] bytes, int length) throws IOException, InterruptedException {
        LinkFaults faults = proxy.faults(Direction.CLIENT_TO_SERVER);
        int slice;
        for (int done = 0; done < length; done += slice) {
            slice = faults.slice(length - done);
            faults.awaitTurnFor(slice);
            byte[] part = Arrays.copyOfRange(bytes, done, done + slice);
            filter.fromClient(part, slice, this);
            proxy.count(Direction.CLIENT_TO_SERVER, slice);
        }
    }

    private void filterServerBytes(byte[] bytes, int length) throws IOException, InterruptedException {
        switch (filter.fromServer(bytes, length)) {
            case FORWARD -> toClient(bytes, length);
            case RESET_CLIENT -> reset(client);
            case SWALLOW -> {}
        }
    }

    /** Goes on reading the server when the client has gone, so that the server can finish what it was told to do. */
    private void toClient(byte[] bytes, int length) throws InterruptedException {
        LinkFaults faults = proxy.faults(Direction.SERVER_TO_CLIENT);
        int slice;
        for (int done = 0; done < length && !clientGone; done += slice) {
            slice = faults.slice(length - done);
            faults.awaitTurnFor(slice);
            try {
                client.getOutputStream().write(bytes, done, slice);
                proxy.count(Direction.SERVER_TO_CLIENT, slice);
            } catch (IOException e) {
                clientGone = true;
            }
        }
    }

    private static InetSocketAddress resolved(InetSocketAddress address) {
        return address.isUnresolved() ? new InetSocketAddress(address.getHostString(), address.getPort()) : address;
    }

    private void endServerStream() throws IOException {
        server.shutdownOutput();
    }

    /** The server cannot be reached, or no longer writes: its own thread tells the client, unless there is none yet. */
    private void endAfterFailure(boolean joined) {
        if (!joined || lossy) {
            reset();
        } else {
            reset(server);
        }
    }

    private void oneSideIsOver() {
        over.countDown();
        if (over.getCount() == 0) {
            close(client);
            close(server);
            whenOver.accept(this);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Closed already: there is nobody left to be reset.
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closing is all that was wanted, and the descriptor is free either way.
        }
    }
}
