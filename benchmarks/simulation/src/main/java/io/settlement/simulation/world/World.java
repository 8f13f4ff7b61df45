package io.settlement.simulation.world;

import io.settlement.ledger.Transfer;
import io.settlement.ledger.shard.InMemoryLedger;
import io.settlement.sharding.SlotMap;
import io.settlement.simulation.CrashTable;
import io.settlement.simulation.schedule.HistoryFailed;
import io.settlement.simulation.schedule.Scheduler;
import io.settlement.simulation.schedule.SimulatedProcess;
import io.settlement.simulation.schedule.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** One history, from empty shards to rest. */
public final class World {

    private static final int MOST_STEPS = 60_000;
    private static final int MOST_CALLERS = 6;
    private static final Duration LENGTH = Duration.ofSeconds(40);
    private static final Duration LAST_CALLER = Duration.ofMinutes(10);
    private static final Duration RESTART = Duration.ofSeconds(8);

    /** Longer than any pause, time-out or COMMIT that was under way when all went well again. */
    private static final Duration SETTLING_DOWN = Duration.ofSeconds(45);

    private static final Duration LONGEST_END = Duration.ofMinutes(30);

    private final RandomGenerator random;
    private final Variant variant;
    private final Scheduler scheduler;
    private final Faults faults;
    private final InMemoryLedger ledger;
    private final Customers customers;
    private final Broker broker;
    private final Nemesis nemesis;
    private final Books books;
    private final List<String> findings = new ArrayList<>();
    private final ProducerLife[] producers;
    private final ConsumerLife[] consumers;
    private int lives;
    private int callersLeft;

    public World(long seed, Variant variant, Trace trace, CrashTable table) {
        this.random = new SplittableRandom(seed);
        this.variant = variant;
        var troubles = variant.troubles().apply(Troubles.drawn(random));
        this.scheduler = new Scheduler(random, MOST_STEPS, trace);
        this.faults = new Faults(scheduler, random, troubles, table);
        this.ledger = variant.ledgers().of(SlotMap.evenly(2 + random.nextInt(2)), faults, this::afterCommit);
        this.books = new Books(ledger, findings);
        this.customers = new Customers(ledger, random, troubles.poison(), scheduler.clock());
        this.broker = new Broker(scheduler, faults, () -> any(producers()), () -> any(consumers()));
        this.nemesis = new Nemesis(scheduler, faults, ledger, broker, LENGTH);
        this.producers = new ProducerLife[1 + random.nextInt(2)];
        this.consumers = new ConsumerLife[1 + random.nextInt(2)];
        faults.onCrash(this::crash);
    }

    private void afterCommit() {
        books.checkAfterCommit();
    }

    /** @return what is wrong with it; empty where nothing is */
    public List<String> run() {
        try {
            scheduler.run("history", this::live);
        } catch (HistoryFailed failed) {
            findings.add(failed.getMessage());
        }
        return findings;
    }

    public int steps() {
        return scheduler.steps();
    }

    public int transfers() {
        return ledger.shards().stream()
                .mapToInt(shard -> shard.transfers().size())
                .sum();
    }

    private void live() {
        customers.openAccounts();
        for (int i = 0; i < producers.length; i++) {
            startProducer(i);
        }
        for (int i = 0; i < consumers.length; i++) {
            startConsumer(i);
        }
        sendCallers();
        planTroubles();
        scheduler.await(() -> callersLeft == 0, LAST_CALLER);
        comeToRest();
        books.checkAtRest();
        new Answers(ledger, findings).check(customers.orders());
    }

    private void sendCallers() {
        callersLeft = 1 + random.nextInt(MOST_CALLERS);
        for (int i = 0; i < callersLeft; i++) {
            var caller = new Caller(scheduler, faults, () -> any(producers()), customers.draw());
            scheduler.spawn(null, "caller " + i, faults.upTo(LENGTH.dividedBy(4)), () -> {
                caller.run();
                callersLeft--;
            });
        }
    }

    private void planTroubles() {
        nemesis.plan(() -> any(processes()).ifPresent(this::crash));
        if (random.nextInt(3) == 0) {
            nemesis.planFreeze(customers.anyAccount());
        }
        if (variant.sweeps() && random.nextInt(3) == 0) {
            nemesis.planGiveUp(new SimulatedProcess("operator", false));
        }
    }

    private void comeToRest() {
        scheduler.note("from now on nothing goes wrong");
        nemesis.end();
        customers.mend();
        scheduler.sleep(SETTLING_DOWN);
        scheduler.await(() -> ledger.open().stream().allMatch(this::waitsForAPerson), LONGEST_END);
        replayParked();
        scheduler.await(() -> ledger.open().isEmpty(), LONGEST_END);
    }

    /** It is set aside. Where the payee's shard has decided all the same, the sweeper ends it. */
    private boolean waitsForAPerson(Transfer transfer) {
        boolean parked = ledger.shards().stream().anyMatch(shard -> shard.hasParked(transfer.id()));
        boolean decided =
                ledger.shards().stream().anyMatch(shard -> shard.legs().containsKey(transfer.id()));
        return parked && !(decided && variant.sweeps());
    }

    private void replayParked() {
        var parked = ledger.open().stream()
                .filter(this::waitsForAPerson)
                .map(Transfer::id)
                .toList();
        any(consumers())
                .ifPresent(consumer ->
                        scheduler.spawn(consumer.process(), "replay", Duration.ZERO, () -> consumer.settle(parked)));
    }

    private void startProducer(int number) {
        // Two nodes with one number, as after a lease gone wrong, make the same ids.
        int node = random.nextInt(8) == 0 ? 0 : number;
        producers[number] = new ProducerLife(
                new SimulatedProcess("producer-" + number + "/" + ++lives, true),
                node,
                ledger.settlement(),
                scheduler,
                listener -> variant.announcing().over(broker, faults, listener));
    }

    private void startConsumer(int number) {
        consumers[number] = new ConsumerLife(
                new SimulatedProcess("consumer-" + number + "/" + ++lives, false),
                ledger.settlement(),
                scheduler,
                variant.sweeps());
    }

    /** With what hangs on it: its connections and what it had in hand; and its next life. */
    private void crash(SimulatedProcess process) {
        scheduler.note(process + " dies");
        boolean heard = random.nextBoolean();
        ledger.shards().forEach(shard -> shard.disconnect(process, heard));
        broker.died(process);
        for (int i = 0; i < producers.length; i++) {
            int number = i;
            if (producers[number].process() == process) {
                scheduler.later(faults.upTo(RESTART), () -> startProducer(number));
            }
        }
        for (int i = 0; i < consumers.length; i++) {
            int number = i;
            if (consumers[number].process() == process) {
                scheduler.later(faults.upTo(RESTART), () -> startConsumer(number));
            }
        }
        scheduler.kill(process);
    }

    private Stream<ProducerLife> producers() {
        return Stream.of(producers).filter(producer -> producer.process().isAlive());
    }

    private Stream<ConsumerLife> consumers() {
        return Stream.of(consumers).filter(consumer -> consumer.process().isAlive());
    }

    private Stream<SimulatedProcess> processes() {
        return Stream.concat(producers().map(ProducerLife::process), consumers().map(ConsumerLife::process));
    }

    private <T> Optional<T> any(Stream<T> living) {
        var all = living.toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }
}
