package io.settlement.ledger.wiring;

import io.settlement.sharding.NodeLease;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.TimeSortedIds;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * This process's node number, kept leased while it runs. Where settlement_control cannot be reached the process takes a
 * number by chance and works on: two processes with one number make clashes, which the ledger finds, not wrong money.
 */
public final class NodeNumber implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NodeNumber.class);

    private final int node;
    private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "node-lease");
        thread.setDaemon(true);
        return thread;
    });

    private Optional<NodeLease> leased = Optional.empty();

    private NodeNumber(int node) {
        this.node = node;
    }

    /** @param holder a name unique to this process */
    public static NodeNumber lease(ShardingProperties properties, String holder) {
        var control = properties.control();
        try {
            var lease = NodeLease.acquire(
                    new DriverManagerDataSource(control.jdbcUrl(), control.username(), control.password()), holder);
            var number = new NodeNumber(lease.node());
            number.keep(lease);
            return number;
        } catch (RuntimeException unreachable) {
            int chosen = ThreadLocalRandom.current().nextInt(TimeSortedIds.NODES);
            log.warn(
                    "settlement_control cannot be asked for a node number, using {}: {}",
                    chosen,
                    unreachable.toString());
            return new NodeNumber(chosen);
        }
    }

    public int value() {
        return node;
    }

    private void keep(NodeLease lease) {
        leased = Optional.of(lease);
        long seconds = NodeLease.TERM.toSeconds() / 4;
        renewal.scheduleWithFixedDelay(() -> renew(lease), seconds, seconds, TimeUnit.SECONDS);
    }

    private static void renew(NodeLease lease) {
        try {
            if (!lease.renew()) {
                log.warn("node number {} was leased to another process; clashes are possible, and found", lease.node());
            }
        } catch (RuntimeException unreachable) {
            log.warn("node number {} was not renewed: {}", lease.node(), unreachable.toString());
        }
    }

    /** Gives the number back, so that commands that come and go do not use all of them up. */
    @Override
    public void close() {
        renewal.shutdownNow();
        leased.ifPresent(NodeNumber::release);
    }

    private static void release(NodeLease lease) {
        try {
            lease.release();
        } catch (RuntimeException unreachable) {
            log.info("node number {} is given back when its term ends: {}", lease.node(), unreachable.toString());
        }
    }
}
