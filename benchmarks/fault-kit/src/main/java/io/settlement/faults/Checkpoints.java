package io.settlement.faults;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * Named lines of a program at which a test can pause or kill it. {@code reached(name)} prints {@code CHECKPOINT name}
 * and blocks until the parent sends {@code GO}, so that whatever the test does strikes exactly there.
 *
 * <p>Only the checkpoints named in the system property {@value #ARMED} ({@code *} for all) do so; elsewhere, and so in
 * any process that was not started for a test, they do nothing. Thread-safe; {@code GO} opens the one reached first.
 */
public final class Checkpoints {

    /** Comma-separated names, or {@code *}; {@link ChildJvm} sets it. */
    public static final String ARMED = "settlement.faults.checkpoints";

    static final String LINE = "CHECKPOINT ";

    private record Waiter(String name, CountDownLatch gate) {}

    private static final Deque<Waiter> WAITING = new ArrayDeque<>();

    private Checkpoints() {}

    /** Blocks at an armed checkpoint until the parent lets it go; an interrupt ends the wait and stays set. */
    public static void reached(String name) {
        if (!armed(name)) {
            return;
        }
        ParentPipe.open();
        var waiter = new Waiter(name, new CountDownLatch(1));
        synchronized (WAITING) {
            WAITING.add(waiter);
        }
        System.out.println(LINE + name);
        System.out.flush();
        try {
            waiter.gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void go(Optional<String> name) {
        synchronized (WAITING) {
            for (Iterator<Waiter> waiting = WAITING.iterator(); waiting.hasNext(); ) {
                Waiter waiter = waiting.next();
                if (name.isEmpty() || name.get().equals(waiter.name)) {
                    waiting.remove();
                    waiter.gate.countDown();
                    return;
                }
            }
        }
    }

    private static boolean armed(String name) {
        String names = System.getProperty(ARMED, "");
        return names.equals("*") || Set.of(names.split(",")).contains(name);
    }
}
