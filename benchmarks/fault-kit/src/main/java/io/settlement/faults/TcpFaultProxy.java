package io.settlement.faults;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A TCP link that can be spoiled: it listens on a free loopback port and forwards to a target.
 *
 * <p>Faults act on the connections that exist and on those to come, add up, and stay until {@link #heal()}. While a
 * direction is stalled or discarding, a new connection is accepted but not joined to the server, for no handshake would
 * come through. TCP never loses bytes out of the middle of a stream, so a connection that has lost some is reset by
 * {@code heal()}; one that was only stalled goes on as after a mended cable.
 *
 * <p>Thread-safe. All threads are daemons; {@link #close()} resets every connection and ends them.
 */
public final class TcpFaultProxy implements AutoCloseable {

    private final Map<Direction, LinkFaults> faults = new EnumMap<>(Direction.class);
    private final Map<Direction, AtomicLong> bytes = new EnumMap<>(Direction.class);
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final Supplier<TrafficFilter> filters;
    private final LoopbackDoor door;
    private volatile InetSocketAddress target;
    private volatile boolean closed;

    TcpFaultProxy(InetSocketAddress target, Supplier<TrafficFilter> filters) {
        this(new InetSocketAddress("127.0.0.1", 0), target, filters);
    }

    private TcpFaultProxy(InetSocketAddress listen, InetSocketAddress target, Supplier<TrafficFilter> filters) {
        this.target = target;
        this.filters = filters;
        for (Direction direction : Direction.values()) {
            faults.put(direction, new LinkFaults());
            bytes.put(direction, new AtomicLong());
        }
        this.door = new LoopbackDoor(listen, this::join);
    }

    /** Starts a faultless proxy in front of {@code target}; the target need not be up yet. */
    public static TcpFaultProxy to(InetSocketAddress target) {
        return new TcpFaultProxy(target, TrafficFilter::none);
    }

    /**
     * The same, listening where the caller says: for a server that tells its clients where it is, and can be made to name
     * another loopback address, such as 127.0.0.2, with its own port.
     */
    public static TcpFaultProxy to(InetSocketAddress target, InetSocketAddress listen) {
        return new TcpFaultProxy(listen, target, TrafficFilter::none);
    }

    /** Where clients connect: 127.0.0.1 and a port that stays the same for the life of the proxy. */
    public InetSocketAddress address() {
        return door.address();
    }

    public int port() {
        return address().getPort();
    }

    public InetSocketAddress target() {
        return target;
    }

    /** Sends new connections elsewhere; those that exist stay, unless {@link #resetConnections()} is called too. */
    public void retarget(InetSocketAddress newTarget) {
        target = newTarget;
    }

    /** Each read of up to 16 KiB waits this long before it goes on, so a round trip is longer by at least this. */
    public void delay(Direction direction, Duration perRead) {
        faults(direction).delay(perRead);
    }

    /** A slow link: so many bytes a second for each connection, in small pieces. */
    public void limitRate(Direction direction, long bytesPerSecond) {
        faults(direction).rate(bytesPerSecond);
    }

    /**
     * Random loss, as the ends of a TCP connection feel it: each read is lost with this probability, and arrives when it
     * has been sent again, after this time-out and, if it is lost again, twice of it. A rate of 1 stops everything.
     */
    public void lose(Direction direction, double rate, Duration retransmission) {
        faults(direction).lose(rate, retransmission);
    }

    /** Half-open: nothing is read any more and no end is passed on; what was sent meanwhile arrives after heal(). */
    public void stall(Direction direction) {
        faults(direction).stall();
    }

    /** Blackhole: bytes are read and thrown away, so the sender goes on happily; no end is passed on. */
    public void discard(Direction direction) {
        faults(direction).discard();
    }

    /** Neither side hears of the other, and neither is told. */
    public void partition() {
        for (Direction direction : Direction.values()) {
            stall(direction);
        }
    }

    /** The server goes on working for the clients; none of its answers arrives. */
    public void dropAnswers() {
        discard(Direction.SERVER_TO_CLIENT);
    }

    /** New connections get "connection refused"; those that exist stay. */
    public void refuseConnections() {
        door.shut();
    }

    /** RST to both sides of every connection that exists now. */
    public void resetConnections() {
        connections.forEach(ProxiedConnection::reset);
    }

    /** Ends every fault at once, and resets the connections that have lost bytes. */
    public void heal() {
        faults.values().forEach(LinkFaults::heal);
        connections.stream().filter(ProxiedConnection::lossy).forEach(ProxiedConnection::reset);
        door.open();
    }

    /** Connections of which at least one side is still served. */
    public int openConnections() {
        return connections.size();
    }

    public long acceptedConnections() {
        return accepted.get();
    }

    /** Bytes carried in this direction so far, those of a command that is held included, discarded ones not. */
    public long bytes(Direction direction) {
        return bytes.get(direction).get();
    }

    @Override
    public void close() {
        closed = true;
        door.close();
        try {
            for (ProxiedConnection connection : connections) {
                connection.end();
            }
        } catch (InterruptedException e) {
            resetConnections();
            Thread.currentThread().interrupt();
        }
        connections.clear();
    }

    LinkFaults faults(Direction direction) {
        return faults.get(direction);
    }

    void count(Direction direction, long carried) {
        bytes.get(direction).addAndGet(carried);
    }

    private void join(Socket client) {
        var connection = new ProxiedConnection(this, client, filters.get(), connections::remove);
        accepted.incrementAndGet();
        connections.add(connection);
        connection.start();
        if (closed) {
            connection.reset();
        }
    }
}
