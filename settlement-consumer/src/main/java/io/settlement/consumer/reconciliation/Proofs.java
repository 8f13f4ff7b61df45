package io.settlement.consumer.reconciliation;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.shard.OpenWork;
import io.settlement.reconciliation.Reconciler;
import io.settlement.reconciliation.ReconciliationReport;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Proves the books again and again on a thread of its own. A lease on the first shard that answers keeps a second process
 * from reading every row at the same time; two at once would do no harm.
 */
final class Proofs implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Proofs.class);

    private static final int MOST_TOLD = 50;

    private final List<ShardId> shards;
    private final OpenWork openWork;
    private final Reconciler reconciler;
    private final ProofMeter meter;
    private final ProofProperties properties;
    private final String holder;
    private ScheduledExecutorService thread;

    Proofs(
            Collection<ShardId> shards,
            OpenWork openWork,
            Reconciler reconciler,
            ProofMeter meter,
            ProofProperties properties,
            String holder) {
        this.shards = List.copyOf(shards);
        this.openWork = openWork;
        this.reconciler = reconciler;
        this.meter = meter;
        this.properties = properties;
        this.holder = holder;
    }

    @Override
    public synchronized void start() {
        if (properties.enabled() && thread == null) {
            thread = Executors.newSingleThreadScheduledExecutor(task -> {
                var daemon = new Thread(task, "proof");
                daemon.setDaemon(true);
                return daemon;
            });
            thread.scheduleWithFixedDelay(
                    this::prove,
                    properties.firstAfter().toMillis(),
                    properties.interval().toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private void prove() {
        try {
            if (isOurs()) {
                var report = reconciler.reconcile();
                meter.proved(report);
                tell(report);
            } else {
                meter.forget();
            }
        } catch (RuntimeException | Error failed) {
            // A schedule whose task throws ends for good; this one must outlive every outage.
            meter.failed();
            log.warn("the books could not be proved: {}", failed.toString());
        }
    }

    /** The first shard that answers decides. */
    private boolean isOurs() {
        RuntimeException unreachable = null;
        for (var shard : shards) {
            try {
                return openWork.leaseProof(shard, holder, properties.interval());
            } catch (RuntimeException away) {
                unreachable = away;
            }
        }
        throw unreachable == null ? new IllegalStateException("there is no shard") : unreachable;
    }

    private static void tell(ReconciliationReport report) {
        if (report.conserved()) {
            report.lines().forEach(line -> log.info("{}", line));
        } else {
            report.lines().stream().limit(MOST_TOLD).forEach(line -> log.error("{}", line));
            log.error("the books do not agree, or not all could be read; scripts/reconcile tells everything");
        }
    }

    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.shutdownNow();
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
