package io.settlement.cli;

import io.settlement.cli.input.Refused;
import io.settlement.cli.messaging.BrokerTrouble;
import io.settlement.client.NotTaken;
import io.settlement.client.OutcomeUnknown;
import io.settlement.client.RequestRefused;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The command {@code scripts/settlement}: accounts, transfers, statements and events by hand. */
@Command(
        name = "settlement",
        description = "Accounts, transfers, statements and account events by hand.",
        footer = {
            "",
            "Exit codes: 0 done; 1 not done, may be repeated; 2 wrong usage, nothing sent;",
            "3 refused, rejected or reversed; 4 outcome unknown: repeat with the same --key."
        })
public final class Settlement implements Callable<Integer> {

    private final Terminal terminal;

    Settlement(Terminal terminal) {
        this.terminal = terminal;
    }

    public static void main(String[] arguments) {
        keepClientFilesTogether();
        System.exit(new Settlement(Terminal.ofProcess()).execute(arguments));
    }

    /** @return see {@link ExitCode} */
    int execute(String... arguments) {
        if (Arrays.stream(arguments).anyMatch(argument -> argument.indexOf('\uFFFD') >= 0)) {
            terminal.err()
                    .println(
                            "settlement: an argument is not readable in this locale; set one with UTF-8: LC_ALL=C.UTF-8");
            return ExitCode.USAGE;
        }
        return commands().execute(arguments);
    }

    @Override
    public Integer call() {
        throw new Refused("say what: account, transfer, statement, events or completion; --help explains them.");
    }

    CommandLine commands() {
        var all = new CommandLine(this)
                .addSubcommand(AccountCommand.commandLine(terminal))
                .addSubcommand(TransferCommand.commandLine(terminal))
                .addSubcommand(new StatementCommand(terminal))
                .addSubcommand(new EventsCommand(terminal))
                .addSubcommand(new CompletionCommand(terminal, this))
                .setOut(new PrintWriter(terminal.out(), true))
                .setErr(new PrintWriter(terminal.err(), true))
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, ignored) -> wrongUsage(wrong))
                .setExecutionExceptionHandler((failure, line, parsed) -> failed(nameOf(line), failure));
        addHelp(all);
        return all;
    }

    private static void addHelp(CommandLine command) {
        var spec = command.getCommandSpec();
        var rest = command.getSubcommands().isEmpty() ? "" : " COMMAND";
        spec.usageMessage().customSynopsis("scripts/" + nameOf(command) + rest + operands(command) + " [OPTION...]");
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("show this")
                .build());
        command.getSubcommands().values().forEach(Settlement::addHelp);
    }

    private static String operands(CommandLine command) {
        var operands = new StringBuilder();
        command.getCommandSpec()
                .positionalParameters()
                .forEach(operand -> operands.append(' ')
                        .append(operand.required() ? operand.paramLabel() : "[" + operand.paramLabel() + "]"));
        return operands.toString();
    }

    private static String nameOf(CommandLine command) {
        return command.getCommandSpec().qualifiedName(" ");
    }

    private int wrongUsage(ParameterException wrong) {
        terminal.err()
                .println(nameOf(wrong.getCommandLine()) + ": " + oneLine(wrong.getMessage())
                        + "; --help lists what is accepted");
        return ExitCode.USAGE;
    }

    private int failed(String command, Exception failure) {
        terminal.err().println(command + ": " + oneLine(explained(failure)));
        if (failure instanceof Refused) {
            return ExitCode.USAGE;
        }
        if (failure instanceof RequestRefused) {
            return ExitCode.REFUSED;
        }
        return failure instanceof OutcomeUnknown ? ExitCode.UNKNOWN : ExitCode.NOT_DONE;
    }

    private static String explained(Exception failure) {
        if (failure instanceof RequestRefused refused) {
            return refused.getMessage() + Mending.of(refused.problem().orElseThrow());
        }
        boolean explained = failure instanceof Refused
                || failure instanceof OutcomeUnknown
                || failure instanceof NotTaken
                || failure instanceof NacosTrouble
                || failure instanceof BrokerTrouble;
        return explained ? failure.getMessage() : failure.toString();
    }

    private static String oneLine(String text) {
        return String.valueOf(text).replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", " ");
    }

    /** The clients of RocketMQ and Nacos would write into the user's home directory. */
    private static void keepClientFilesTogether() {
        var folder = System.getProperty("settlement.root", ".") + "/.local/client";
        Map.of(
                        "rocketmq.log.root",
                        folder,
                        "rocketmq.log.level",
                        "warn",
                        "nacos.logging.default.config.enabled",
                        "false",
                        "JM.LOG.PATH",
                        folder,
                        "JM.SNAPSHOT.PATH",
                        folder,
                        "com.alibaba.nacos.naming.cache.dir",
                        folder + "/naming")
                .forEach(System.getProperties()::putIfAbsent);
    }
}
