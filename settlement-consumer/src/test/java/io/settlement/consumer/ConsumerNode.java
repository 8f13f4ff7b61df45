package io.settlement.consumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.settlement.consumer.settlement.Settlement;
import io.settlement.consumer.settlement.SettlementConfiguration;
import io.settlement.consumer.settlement.SettlementMeter;
import io.settlement.consumer.settlement.Settler;
import io.settlement.consumer.settlement.SettlerProperties;
import io.settlement.consumer.settlement.ShardLanes;
import io.settlement.consumer.settlement.Waves;
import io.settlement.consumer.sweeping.Sweeper;
import io.settlement.consumer.sweeping.SweeperProperties;
import io.settlement.consumer.sweeping.SweepingConfiguration;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferStatus;
import io.settlement.testing.LedgerNode;
import io.settlement.threads.Threads;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A consumer as one process has it, without its subscription: settler and, once started, sweeper. */
public final class ConsumerNode implements AutoCloseable {

    private final LedgerNode ledger;
    private final ShardLanes lanes;
    private final Waves waves;
    private final Settler settler;
    private final Sweeper sweeper;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    public ConsumerNode(LedgerNode ledger) {
        this.ledger = ledger;
        var properties = new SettlerProperties(
                3,
                64,
                16_384,
                3,
                Duration.ofSeconds(1),
                Duration.ofMillis(200),
                Duration.ofSeconds(20),
                4096,
                Duration.ZERO);
        lanes = new ShardLanes(ledger.database().slotMap().shards(), properties, Clock.systemUTC(), Threads.REAL);
        waves = new Waves(Threads.REAL.timer("settle-waves"), properties.patience());
        settler = SettlementConfiguration.settler(
                ledger.ledger().settlement(),
                lanes,
                waves,
                new SettlementMeter(registry, Clock.systemUTC()),
                properties,
                Threads.REAL);
        var sweeping = new SweeperProperties(
                true,
                Duration.ofMillis(100),
                Duration.ofMillis(300),
                Duration.ofSeconds(2),
                32,
                Duration.ofMillis(200),
                Duration.ofSeconds(1));
        sweeper =
                SweepingConfiguration.sweeper(ledger.ledger().settlement(), settler, sweeping, Threads.REAL, registry);
    }

    public LedgerNode ledger() {
        return ledger;
    }

    public Settler settler() {
        return settler;
    }

    public Settlement settle(Transfer... transfers) {
        return settle(Arrays.asList(transfers));
    }

    public Settlement settle(List<Transfer> transfers) {
        return settler.settle(transfers.stream().map(Transfer::id).toList());
    }

    public Settlement settleIds(TransferId... ids) {
        return settler.settle(List.of(ids));
    }

    public Sweeper sweeper() {
        return sweeper;
    }

    public void startSweeping() {
        sweeper.start();
    }

    /** Transfers that this process has seen come to this. */
    public double counted(String outcome) {
        return registry.find("settlement.transfers").tag("outcome", outcome).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** Batches of a shard that were open still after many sweeps. */
    public double stuck(ShardId shard) {
        return registry.get("settlement.sweeper.stuck")
                .tag("shard", Integer.toString(shard.number()))
                .counter()
                .count();
    }

    public TransferStatus status(Transfer transfer) {
        return ledger.read(transfer).status();
    }

    /** Waits for the sweeper, or for a late group, to end a transfer. */
    public TransferStatus awaitEnd(Transfer transfer, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!hasEnded(transfer) && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        return status(transfer);
    }

    /** False too while the transfer's own shard has not come back. */
    private boolean hasEnded(Transfer transfer) {
        try {
            return status(transfer).isFinal();
        } catch (RuntimeException away) {
            return false;
        }
    }

    @Override
    public void close() {
        sweeper.stop();
        lanes.close();
        waves.close();
    }
}
