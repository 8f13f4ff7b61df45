package io.settlement.simulation.world;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.shard.InMemoryLedger;
import io.settlement.ledger.shard.InMemoryShard;
import io.settlement.simulation.schedule.Scheduler;
import io.settlement.simulation.schedule.SimulatedProcess;
import java.time.Duration;
import java.util.List;

/** What goes wrong at a time rather than at a step: kills, outages, freezes, and an operator who gives up. */
final class Nemesis {

    private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(15);

    private final Scheduler scheduler;
    private final Faults faults;
    private final InMemoryLedger ledger;
    private final Broker broker;
    private final Duration length;
    private boolean over;

    /** @param length when the last of it begins */
    Nemesis(Scheduler scheduler, Faults faults, InMemoryLedger ledger, Broker broker, Duration length) {
        this.scheduler = scheduler;
        this.faults = faults;
        this.ledger = ledger;
        this.broker = broker;
        this.length = length;
    }

    /** @param killAny ends any process that is alive */
    void plan(Runnable killAny) {
        for (int left = faults.troubles().kills(); left > 0; left--) {
            sometime(killAny);
        }
        for (int left = faults.troubles().outages(); left > 0; left--) {
            planOutage();
        }
    }

    private void planOutage() {
        var shards = List.copyOf(ledger.shards());
        int part = faults.below(shards.size() + 1);
        if (part == shards.size()) {
            planOutage("broker", broker::stop, broker::start);
        } else {
            var shard = shards.get(part);
            planOutage(shard.id().toString(), shard::stop, shard::start);
        }
    }

    private void planOutage(String what, Runnable stop, Runnable start) {
        sometime(() -> {
            scheduler.note(what + " is down");
            stop.run();
            scheduler.later(faults.upTo(LONGEST_OUTAGE), start);
        });
    }

    void planFreeze(AccountId account) {
        sometime(() -> ledger.setStatus(account, AccountStatus.FROZEN));
        scheduler.later(length, () -> ledger.setStatus(account, AccountStatus.OPEN));
    }

    /** An operator refuses what is open at that moment, which consumers are about to credit. He looks no further. */
    void planGiveUp(SimulatedProcess operator) {
        scheduler.spawn(operator, "give-up", faults.upTo(length), () -> {
            var open = ledger.open();
            if (!open.isEmpty()) {
                giveUp(open.get(faults.below(open.size())));
            }
        });
    }

    private void giveUp(Transfer transfer) {
        var parts = ledger.settlement();
        var source = parts.slotMap().shardOf(transfer.id().slot());
        var payees =
                parts.slotMap().shardOf(transfer.instruction().destination().slot());
        try {
            parts.source().finish(source, parts.destination().giveUp(payees, List.of(transfer)));
        } catch (RuntimeException trouble) {
            scheduler.note("give-up of " + transfer.id() + " met " + trouble);
        }
    }

    private void sometime(Runnable blow) {
        scheduler.later(faults.upTo(length), () -> {
            if (!over) {
                blow.run();
            }
        });
    }

    /** From now on nothing goes wrong. */
    void end() {
        over = true;
        faults.calm();
        broker.start();
        ledger.shards().forEach(InMemoryShard::start);
    }
}
