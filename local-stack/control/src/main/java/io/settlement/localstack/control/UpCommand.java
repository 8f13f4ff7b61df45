package io.settlement.localstack.control;

import io.settlement.localstack.Lifetime;
import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** Starts the stack of a data folder, or what is missing of it. */
@Command(
        name = "up",
        description = "Starts the engines and the services, and returns when all of them answer.",
        footer = "A setting that is left out keeps the value that the data folder was started with first.")
final class UpCommand implements Callable<Integer> {
    private static final Duration OTHER_COMMAND = Duration.ofSeconds(10);

    @Mixin
    private DataOption data;

    @Spec
    private CommandSpec spec;

    private final Interruption interruption;
    private final PrintStream out;
    private final PrintStream err;

    UpCommand(Interruption interruption, PrintStream out, PrintStream err) {
        this.interruption = interruption;
        this.out = out;
        this.err = err;
    }

    /** One option per setting. */
    static void addSettings(CommandSpec spec) {
        for (var setting : Setting.values()) {
            spec.addOption(OptionSpec.builder(setting.option())
                    .paramLabel(setting.form())
                    .type(String.class)
                    .description(setting.use() + " (" + setting.standard() + ")")
                    .build());
        }
    }

    @Override
    public Integer call() throws Exception {
        var chosen = chosen();
        StackSettings.of(chosen);
        var folder = data.folder();
        folder.requireUsable();
        var alone = StackLock.take(folder.lock(), OTHER_COMMAND);
        try (alone) {
            return interruption.handle(() -> up(folder, chosen));
        } catch (Refused refused) {
            if (folder.recorded().isEmpty()) {
                folder.leave();
            }
            throw refused;
        }
    }

    private int up(DataFolder folder, Map<Setting, String> chosen) throws Exception {
        var known = folder.recorded();
        var wanted = known.map(recorded -> recorded.with(chosen)).orElseGet(() -> RecordedStack.fresh(chosen));
        try (var stack = new Stack(folder, wanted, Lifetime.DETACHED)) {
            stack.requireDifferentPorts();
            known.ifPresent(recorded -> requireCompatible(recorded, wanted, folder));
            var start = new StackStart(stack, err::println);
            if (start.isNothingMissing() && isAllReady(stack)) {
                out.println("Everything is running already; nothing was changed.");
            } else {
                wanted.settings().requireUsableEngines();
                start.requireFreePorts();
                wanted.write(folder.settingsFile());
                timed(start);
            }
            new Addresses(stack).lines().forEach(out::println);
            new Addresses(stack).example().forEach(out::println);
            out.println("Look: scripts/status" + data.repeated() + "   Stop: scripts/down" + data.repeated());
        }
        return ExitCode.DONE;
    }

    private void timed(StackStart start) throws Exception {
        long begin = System.nanoTime();
        start.run();
        out.println("Running after %.1f s.".formatted((System.nanoTime() - begin) / 1e9));
    }

    private static boolean isAllReady(Stack stack) {
        return stack.members().stream().allMatch(member -> member.isReady());
    }

    /** Data is bound to its shards, servers and their product; the rest may change, but not under running processes. */
    private void requireCompatible(RecordedStack recorded, RecordedStack wanted, DataFolder folder) {
        requireSame(recorded, wanted, Setting.SHARDS, "its slot map would differ", folder);
        requireSame(recorded, wanted, Setting.DATABASE_SERVERS, "its shards lie on other servers", folder);
        var before = recorded.settings().database();
        if (!before.name().equals(wanted.settings().database().name())) {
            requireSame(recorded, wanted, Setting.MYSQLD, "the other product cannot read it", folder);
        }
        var differences = recorded.differences(wanted);
        boolean running = folder.processes().stream().anyMatch(process -> process.isRunning());
        if (running && !differences.isEmpty()) {
            throw new Refused("The stack is running with other settings (" + differences + "); stop it first with"
                    + " scripts/down" + data.repeated() + ", which keeps its data.");
        }
    }

    private void requireSame(
            RecordedStack recorded, RecordedStack wanted, Setting setting, String why, DataFolder folder) {
        var before = recorded.values().get(setting);
        var now = wanted.values().get(setting);
        if (!before.equals(now)) {
            throw new Refused(setting.option() + " " + now + ", but the data in " + folder.path() + " was made with "
                    + before + ": " + why + ". Leave the option out, choose another folder with --data, or remove the"
                    + " data with scripts/down --wipe" + data.repeated() + ".");
        }
    }

    private Map<Setting, String> chosen() {
        var chosen = new EnumMap<Setting, String>(Setting.class);
        for (var setting : Setting.values()) {
            String given = spec.commandLine().getParseResult().matchedOptionValue(setting.option(), null);
            if (given != null) {
                chosen.put(setting, given.strip());
            }
        }
        return chosen;
    }
}
