package io.settlement.operator;

import io.settlement.ledger.wiring.UnusableConfiguration;
import io.settlement.operator.input.Refused;
import io.settlement.operator.messaging.BrokerTrouble;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The operator's commands; the scripts of the same names start this class. */
@Command(name = "operator", description = "Looks after a running deployment.")
public final class Operator implements Runnable {

    private final Terminal terminal;
    private final Stopping stopping;

    Operator(Terminal terminal, Stopping stopping) {
        this.terminal = terminal;
        this.stopping = stopping;
    }

    public static void main(String[] arguments) {
        keepClientFilesTogether();
        System.exit(new Operator(Terminal.ofProcess(), new Stopping()).execute(arguments));
    }

    /** @return see {@link ExitCode} */
    int execute(String... arguments) {
        return commands().execute(arguments);
    }

    @Override
    public void run() {
        commands().usage(terminal.out());
    }

    private CommandLine commands() {
        var all = new CommandLine(this)
                .addSubcommand(new ReplayCommand(terminal, stopping))
                .addSubcommand(new GiveUpCommand(terminal, stopping))
                .addSubcommand(new RewindCommand(terminal))
                .addSubcommand(new ReconcileCommand(terminal))
                .setOut(new PrintWriter(terminal.out(), true))
                .setErr(new PrintWriter(terminal.err(), true))
                .setParameterExceptionHandler((wrong, ignored) -> refused(wrong))
                .setExecutionExceptionHandler((failure, line, parsed) -> failed(line.getCommandName(), failure));
        all.getSubcommands().values().forEach(Operator::addHelp);
        return all;
    }

    /** The reader calls scripts, and sees their names. */
    private static void addHelp(CommandLine command) {
        command.getCommandSpec().usageMessage().customSynopsis("scripts/" + command.getCommandName() + " [OPTION...]");
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("show this")
                        .build());
    }

    private int refused(ParameterException wrong) {
        var command = wrong.getCommandLine().getCommandName();
        terminal.err().println(command + ": " + wrong.getMessage() + "; --help lists what is accepted");
        return ExitCode.REFUSED;
    }

    private int failed(String command, Exception failure) {
        boolean refused = failure instanceof Refused || failure instanceof UnusableConfiguration;
        boolean explained = refused || failure instanceof BrokerTrouble;
        terminal.err().println(command + ": " + (explained ? failure.getMessage() : failure.toString()));
        return refused ? ExitCode.REFUSED : ExitCode.NOT_ALL;
    }

    /** RocketMQ's client would write its log into the user's home directory. */
    private static void keepClientFilesTogether() {
        var root = System.getProperty("settlement.root", ".");
        System.getProperties().putIfAbsent("rocketmq.log.root", root + "/.local/client");
        System.getProperties().putIfAbsent("rocketmq.log.level", "warn");
    }
}
