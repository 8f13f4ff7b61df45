package io.settlement.simulation.world;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.settlement.consumer.messaging.TransfersDebitedListener;
import io.settlement.consumer.settlement.SettlementConfiguration;
import io.settlement.consumer.settlement.SettlementMeter;
import io.settlement.consumer.settlement.Settler;
import io.settlement.consumer.settlement.SettlerProperties;
import io.settlement.consumer.settlement.ShardLanes;
import io.settlement.consumer.settlement.Waves;
import io.settlement.consumer.sweeping.SweeperProperties;
import io.settlement.consumer.sweeping.SweepingConfiguration;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.shard.SettlementLedger;
import io.settlement.simulation.schedule.Scheduler;
import io.settlement.simulation.schedule.SimulatedProcess;
import io.settlement.simulation.schedule.SimulatedThreads;
import java.time.Duration;
import java.util.Collection;

/** One life of a consumer: the service's listener, settler and sweeper, between broker and ledger of this world. */
final class ConsumerLife {

    private static final SettlerProperties SETTLING = new SettlerProperties(
            2, 4, 16, 3, Duration.ofSeconds(2), Duration.ofMillis(200), Duration.ofSeconds(2), 8, Duration.ZERO);

    private final SimulatedProcess process;
    private final Settler settler;
    private final TransfersDebitedListener listener;

    ConsumerLife(SimulatedProcess process, SettlementLedger ledger, Scheduler scheduler, boolean sweeps) {
        this.process = process;
        var threads = new SimulatedThreads(scheduler, process);
        var registry = new CompositeMeterRegistry();
        settler = SettlementConfiguration.settler(
                ledger,
                new ShardLanes(ledger.slotMap().shards(), SETTLING, scheduler.clock(), threads),
                new Waves(threads.timer("settle-waves"), SETTLING.patience()),
                new SettlementMeter(registry, scheduler.clock()),
                SETTLING,
                threads);
        listener = new TransfersDebitedListener(settler::settle, message -> true);
        SweepingConfiguration.sweeper(ledger, settler, sweeping(sweeps), threads, registry)
                .start();
    }

    private static SweeperProperties sweeping(boolean enabled) {
        return new SweeperProperties(
                enabled,
                Duration.ofSeconds(6),
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                4,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30));
    }

    SimulatedProcess process() {
        return process;
    }

    TransfersDebitedListener listener() {
        return listener;
    }

    /** What an operator's replay does. */
    void settle(Collection<TransferId> transfers) {
        settler.settle(transfers);
    }
}
