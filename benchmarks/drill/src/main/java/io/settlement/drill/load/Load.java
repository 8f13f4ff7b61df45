package io.settlement.drill.load;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Customers and readers at work, from {@link #start} to {@link #stop}. Driven by one thread. */
public final class Load {

    private static final int CUSTOMERS = 8;
    private static final int READERS = 3;
    private static final int MOST_WATCHED = 1_000;

    /** So that the machine has time left for what is struck. */
    private static final long LONGEST_PAUSE_MILLIS = 250;

    private final Door door;
    private final Recorder recorder;
    private final SplittableRandom random;
    private final List<Customer> customers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Cast cast;
    private volatile boolean ended;

    /** One thing done by one of them. */
    interface Step {
        void step() throws InterruptedException;
    }

    private Load(Door door, Recorder recorder, SplittableRandom random) throws InterruptedException {
        this.door = door;
        this.recorder = recorder;
        this.random = random;
        this.cast =
                new Casting(door, new Accounts(door, recorder), new Payments(door, recorder), random.split()).open();
    }

    /** Opens the accounts and returns when the customers are at work. */
    public static Load start(List<URI> doors, String apiKey, Recorder recorder, long seed) throws InterruptedException {
        var load = new Load(new Door(doors, apiKey), recorder, new SplittableRandom(seed));
        load.start();
        return load;
    }

    private void start() {
        Queue<Long> accepted = new ArrayBlockingQueue<>(MOST_WATCHED);
        for (int i = 0; i < CUSTOMERS; i++) {
            var customer = new Customer("c" + i, cast, door, recorder, accepted, random.split());
            customers.add(customer);
            run("customer-" + i, customer);
        }
        for (int i = 0; i < READERS; i++) {
            run("reader-" + i, new Reader(cast, door, recorder, accepted, random.split()));
        }
    }

    /** Returns when the last request that was under way is answered or given up. */
    public void stop() throws InterruptedException {
        ended = true;
        for (var thread : threads) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("the load broke off: " + failure.get(), failure.get());
        }
    }

    /** Ends it without waiting, for a drill that is broken off. */
    public void abandon() {
        ended = true;
        threads.forEach(Thread::interrupt);
    }

    /** Asks once more for half of what nobody was told, and leaves the rest for the tables to tell. */
    public void settleHalf() throws InterruptedException {
        for (var customer : customers) {
            boolean more = true;
            while (more) {
                more = customer.settleOne() && customer.leaveOne();
            }
        }
    }

    /** Every account's balance and whole statement, once everything is at rest. */
    public void readAll() throws InterruptedException {
        var reads = new Reads(door, recorder);
        for (long account : cast.all()) {
            long from = 1;
            long next = reads.statement(door.any(random), account, from);
            while (next - from == Reads.PAGE) {
                from = next;
                next = reads.statement(door.any(random), account, from);
            }
            reads.balance(door.any(random), account);
        }
    }

    private void run(String name, Step step) {
        var pauses = random.split();
        var thread = new Thread(() -> repeat(step, pauses), name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void repeat(Step step, SplittableRandom pauses) {
        try {
            while (!ended) {
                step.step();
                TimeUnit.MILLISECONDS.sleep(pauses.nextLong(LONGEST_PAUSE_MILLIS));
            }
        } catch (InterruptedException abandoned) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error broken) {
            failure.compareAndSet(null, broken);
        }
    }
}
