package io.settlement.faults;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * A {@link TcpFaultProxy} that reads the MySQL protocol, so that a fault can strike at one command, above all at
 * COMMIT. It needs plain connections ({@code sslMode=DISABLED}, no compression) and resets others with a message.
 * Thread-safe; {@link #close()} lets go what is held without delivering it.
 *
 * <pre>{@code
 * try (var proxy = MySqlFaultProxy.to(database)) {
 *     CommandFault commit = proxy.onCommit().hold();
 *     assertThrows(SQLException.class, () -> debitThrough(proxy.port()));  // its socket time-out has passed
 *     commit.release();
 *     commit.awaitAnswered(Duration.ofSeconds(5));                         // now the row is there
 * }
 * }</pre>
 */
public final class MySqlFaultProxy implements AutoCloseable {

    private final List<CommandFault> armed = new CopyOnWriteArrayList<>();
    private final TcpFaultProxy link;

    private MySqlFaultProxy(InetSocketAddress target) {
        this.link = new TcpFaultProxy(target, () -> new MySqlFilter(armed));
    }

    public static MySqlFaultProxy to(InetSocketAddress target) {
        return new MySqlFaultProxy(target);
    }

    /** The link below, for faults that do not care what is said on it. */
    public TcpFaultProxy link() {
        return link;
    }

    public int port() {
        return link.port();
    }

    public CommandTrigger onCommit() {
        return when(ClientCommand.commit());
    }

    /** Prepares a fault for the commands that match; the earliest armed fault that matches a command has it alone. */
    public CommandTrigger when(Predicate<ClientCommand> matches) {
        return new CommandTrigger(matches, armed);
    }

    /** Disarms and releases every command fault and heals the link. */
    public void heal() {
        armed.forEach(CommandFault::close);
        link.heal();
    }

    @Override
    public void close() {
        link.close();
        armed.clear();
    }
}
