package io.settlement.simulation.world;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.settlement.ledger.ActingOwner;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.shard.SettlementLedger;
import io.settlement.producer.batching.Admission;
import io.settlement.producer.batching.Announcer;
import io.settlement.producer.batching.Answer;
import io.settlement.producer.batching.BatchingProperties;
import io.settlement.producer.batching.DebitLanes;
import io.settlement.producer.messaging.HalfMessageListener;
import io.settlement.sharding.TimeSortedIds;
import io.settlement.simulation.schedule.Scheduler;
import io.settlement.simulation.schedule.SimulatedProcess;
import io.settlement.simulation.schedule.SimulatedThreads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** One life of a producer: the service's lanes and its listener, between callers, broker and ledger of this world. */
final class ProducerLife {

    private static final BatchingProperties BOUNDS =
            new BatchingProperties(6, 4, Duration.ofSeconds(4), Duration.ofSeconds(1));

    private final SimulatedProcess process;
    private final HalfMessageListener listener;
    private final DebitLanes lanes;

    ProducerLife(
            SimulatedProcess process,
            int node,
            SettlementLedger ledger,
            Scheduler scheduler,
            Function<HalfMessageListener, Announcer> announcing) {
        this.process = process;
        this.listener = new HalfMessageListener(ledger.source()::fence);
        this.lanes = new DebitLanes(
                ledger,
                shard -> true,
                new TimeSortedIds(node, scheduler.clock()),
                new SimulatedThreads(scheduler, process),
                announcing.apply(listener),
                Admission.UNLIMITED,
                BOUNDS,
                new CompositeMeterRegistry());
    }

    SimulatedProcess process() {
        return process;
    }

    HalfMessageListener listener() {
        return listener;
    }

    List<CompletableFuture<Answer>> submit(List<TransferInstruction> instructions) {
        return lanes.submit(ActingOwner.ANY, instructions);
    }
}
