package io.settlement.faults;

import io.settlement.faults.TrafficFilter.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * When a fault strikes: at which commands, after how many, how often. The last call says what happens and arms it.
 * Immutable; without further words the fault strikes once, at the first command that matches.
 */
public final class CommandTrigger {

    private final Predicate<ClientCommand> matches;
    private final List<CommandFault> armed;
    private final int skip;
    private final int times;

    CommandTrigger(Predicate<ClientCommand> matches, List<CommandFault> armed) {
        this(matches, armed, 0, 1);
    }

    private CommandTrigger(Predicate<ClientCommand> matches, List<CommandFault> armed, int skip, int times) {
        this.matches = Objects.requireNonNull(matches);
        this.armed = armed;
        this.skip = skip;
        this.times = times;
    }

    /** Lets so many matching commands pass first. */
    public CommandTrigger skip(int commands) {
        return new CommandTrigger(matches, armed, commands, times);
    }

    /** Strikes so often and then no more. */
    public CommandTrigger times(int commands) {
        return new CommandTrigger(matches, armed, skip, commands);
    }

    public CommandTrigger always() {
        return times(Integer.MAX_VALUE);
    }

    /** Keeps the command back until {@link CommandFault#release()}, and then delivers it, client or no client. */
    public CommandFault hold() {
        return arm(new CommandFault.Effect(Optional.empty(), true, command -> {}, false, Verdict.FORWARD));
    }

    /** Keeps the command back for this long (or until released), and then delivers it, client or no client. */
    public CommandFault holdFor(Duration duration) {
        return arm(new CommandFault.Effect(Optional.of(duration), true, command -> {}, false, Verdict.FORWARD));
    }

    /** Delivers the command; neither its answer nor anything after it reaches the client, which must time out. */
    public CommandFault loseAnswer() {
        return arm(effect(command -> {}, false, Verdict.SWALLOW));
    }

    /** Delivers the command; when the server has answered (or ended), the client gets a reset instead. */
    public CommandFault resetInsteadOfAnswer() {
        return arm(effect(command -> {}, false, Verdict.RESET_CLIENT));
    }

    /** Resets both sides instead of delivering the command. */
    public CommandFault resetBeforeDelivery() {
        return arm(effect(command -> {}, true, Verdict.FORWARD));
    }

    /** Runs this on the proxy's thread, then delivers the command; if it throws, the connection is reset instead. */
    public CommandFault call(Consumer<ClientCommand> beforeDelivery) {
        return arm(effect(beforeDelivery, false, Verdict.FORWARD));
    }

    private static CommandFault.Effect effect(Consumer<ClientCommand> call, boolean reset, Verdict onAnswer) {
        return new CommandFault.Effect(Optional.empty(), false, call, reset, onAnswer);
    }

    private CommandFault arm(CommandFault.Effect effect) {
        var fault = new CommandFault(matches, skip, times, effect, armed::remove);
        armed.add(fault);
        return fault;
    }
}
