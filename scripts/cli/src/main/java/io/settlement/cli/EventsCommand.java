package io.settlement.cli;

import io.settlement.cli.input.Refused;
import io.settlement.cli.input.Settings;
import io.settlement.cli.input.Times;
import io.settlement.cli.messaging.BrokerAddress;
import io.settlement.cli.messaging.EventTail;
import io.settlement.cli.messaging.ToldEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows account events as they come. */
@Command(
        name = "events",
        description = "Shows what account events tell, as they come, until Ctrl-C, --for or --count.",
        footer = {"", "An event is a notice: the account's statement is the authority."})
final class EventsCommand implements Callable<Integer> {

    private static final String ROW = "%-23s  %-19s  %-2s  %6s  %-10s  %15s  %15s  %-8s  %s";
    private static final long LOOK_AGAIN_MILLIS = 250;

    @Option(names = "--account", paramLabel = "ACCOUNT", description = "of this account only")
    private String account;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "from then on: 2026-11-25T08:00:00Z, or 10m ago (now)")
    private String since;

    @Option(names = "--for", paramLabel = "TIME", description = "end after this long: 30s, 5m")
    private String length;

    @Option(names = "--count", paramLabel = "N", description = "end after so many events")
    private Long count;

    @Option(names = "--data", paramLabel = "DIR", description = "data folder of a local stack (.local in the project)")
    private Path data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "settlement.rocketmq.* of your own broker, one setting a line")
    private Path config;

    @Option(names = "--json", description = "JSON, one object a line, instead of columns")
    private boolean json;

    private final Terminal terminal;
    private long left = Long.MAX_VALUE;

    EventsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var from = Times.given("--since", since);
        var end = Optional.ofNullable(length)
                .map(text -> Clock.systemUTC().instant().plus(Times.duration("--for", text)));
        check();
        try (var tail = EventTail.open(broker(), from, line -> terminal.err().println("settlement events: " + line))) {
            if (!json) {
                terminal.out()
                        .println(ROW.formatted(
                                "at (UTC)",
                                "account",
                                "",
                                "line",
                                "kind",
                                "amount",
                                "balance",
                                "currency",
                                "transfer"));
            }
            follow(tail, end);
        }
        return ExitCode.DONE;
    }

    private void check() {
        if (account != null && !account.matches("[1-9]\\d{0,18}")) {
            throw new Refused("--account '" + account + "' is no account's id.");
        }
        if (count != null && count < 1) {
            throw new Refused("--count must be 1 or more, not " + count + ".");
        }
        left = count == null ? Long.MAX_VALUE : count;
    }

    private BrokerAddress broker() {
        if (config != null && data != null) {
            throw new Refused("--config and --data name two deployments; give one of them.");
        }
        var file = config == null ? local() : config;
        return BrokerAddress.of(Settings.read(file, terminal.environment()));
    }

    private Path local() {
        var path = data == null
                ? Path.of(System.getProperty("settlement.root", ".")).resolve(".local")
                : data;
        var file = new LocalFolder(path, terminal.environment()).broker();
        if (!Files.exists(file)) {
            throw new Refused("no local stack was started in " + path
                    + ": scripts/up starts one, --config FILE names your own broker.");
        }
        return file;
    }

    /** Until the end, or nobody reads any more. */
    private void follow(EventTail tail, Optional<Instant> end) {
        while (left > 0 && !terminal.out().checkError()) {
            var told = tail.more();
            told.stream().filter(this::isWanted).limit(left).toList().forEach(this::show);
            if (end.filter(time -> !Clock.systemUTC().instant().isBefore(time)).isPresent() || isStopped(told)) {
                return;
            }
        }
    }

    private boolean isWanted(ToldEvent told) {
        return account == null || account.equals(Long.toString(told.event().accountId()));
    }

    private void show(ToldEvent told) {
        left--;
        var event = told.event();
        if (json) {
            new Shown(terminal.out(), true).json(EventView.of(told));
            return;
        }
        terminal.out()
                .println(ROW.formatted(
                        Shown.time(told.message().at()),
                        event.accountId(),
                        event.accountType(),
                        event.sequence(),
                        event.kind(),
                        event.amount().toPlainString(),
                        event.balanceAfter().toPlainString(),
                        event.currency(),
                        event.transferId()));
    }

    /** Waits a moment where nothing had come. */
    private static boolean isStopped(List<ToldEvent> told) {
        try {
            if (told.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            }
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
