package io.settlement.faults;

import io.settlement.faults.TrafficFilter.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A fault armed at some commands of a {@link MySqlFaultProxy}; see {@link CommandTrigger} for what it can do. It tells
 * how far it has come, so that a test need not sleep and guess. Thread-safe.
 */
public final class CommandFault implements AutoCloseable {

    /** What a strike does; {@code holdFor} empty with {@code holds} means until released. */
    record Effect(
            Optional<Duration> holdFor,
            boolean holds,
            Consumer<ClientCommand> call,
            boolean resetsBeforeDelivery,
            Verdict onAnswer) {}

    private final Predicate<ClientCommand> matches;
    private final Effect effect;
    private final Consumer<CommandFault> disarm;
    private final Progress struck = new Progress("struck");
    private final Progress delivered = new Progress("been delivered");
    private final Progress answered = new Progress("been answered by the server");
    private final Progress released = new Progress("been released");
    private int toSkip;
    private int left;

    CommandFault(Predicate<ClientCommand> matches, int skip, int times, Effect effect, Consumer<CommandFault> disarm) {
        this.matches = matches;
        this.toSkip = skip;
        this.left = times;
        this.effect = effect;
        this.disarm = disarm;
    }

    /** Delivers what is held, now; and what would be held later passes at once. */
    public void release() {
        released.step();
    }

    /** Waits until a command has been caught (and is held, if this fault holds). */
    public void awaitStruck(Duration atMost) {
        struck.await(1, atMost);
    }

    public void awaitStruck(int times, Duration atMost) {
        struck.await(times, atMost);
    }

    /** Waits until a caught command has been written to the server's socket, which need not read it any more. */
    public void awaitDelivered(Duration atMost) {
        delivered.await(1, atMost);
    }

    /** Waits until the server has answered a caught command: its effect is there for all to see, client or no client. */
    public void awaitAnswered(Duration atMost) {
        answered.await(1, atMost);
    }

    public int struck() {
        return struck.count();
    }

    public int delivered() {
        return delivered.count();
    }

    public int answered() {
        return answered.count();
    }

    /** Disarms the fault and releases what it holds. */
    @Override
    public void close() {
        disarm.accept(this);
        release();
    }

    /** Uses up one strike when the command matches and it is this fault's turn. */
    synchronized boolean takes(ClientCommand command) {
        if (left == 0 || !matches.test(command)) {
            return false;
        }
        if (toSkip > 0) {
            toSkip--;
            return false;
        }
        left--;
        return true;
    }

    void beforeDelivery(ClientCommand command) throws InterruptedException {
        struck.step();
        effect.call().accept(command);
        if (effect.holds()) {
            released.awaitFirst(effect.holdFor());
        }
    }

    boolean resetsBeforeDelivery() {
        return effect.resetsBeforeDelivery();
    }

    Verdict verdictOnAnswer() {
        return effect.onAnswer();
    }

    void noteDelivered() {
        delivered.step();
    }

    void noteAnswered() {
        answered.step();
    }
}
