package io.settlement.localstack.control;

import io.settlement.drill.DrillCommand;
import io.settlement.ledger.wiring.UnusableConfiguration;
import io.settlement.load.DemoCommand;
import io.settlement.localstack.EngineFailed;
import io.settlement.localstack.ProjectRoot;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The commands of the local stack; the scripts of the same names start this class. */
@Command(name = "local-stack", description = "Starts, shows and stops the whole system on this machine.")
public final class LocalStack implements Runnable {
    private static final String DEMO = "demo";
    private static final String DRILL = "crash-drill";

    private final PrintStream out;
    private final PrintStream err;
    private final Interruption interruption = new Interruption();

    LocalStack(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        keepClientFilesTogether();
        System.exit(new LocalStack(System.out, System.err).execute(arguments));
    }

    /** @return see {@link ExitCode} */
    int execute(String... arguments) {
        var first = arguments.length == 0 ? "" : arguments[0];
        return switch (first) {
            case DEMO -> demo(Arrays.copyOfRange(arguments, 1, arguments.length));
            case DRILL -> drill(Arrays.copyOfRange(arguments, 1, arguments.length));
            default -> commands().execute(arguments);
        };
    }

    @Override
    public void run() {
        commands().usage(out);
    }

    private CommandLine commands() {
        var up = new CommandLine(new UpCommand(interruption, out, err));
        UpCommand.addSettings(up.getCommandSpec());
        var all = new CommandLine(this)
                .addSubcommand(up)
                .addSubcommand(new DownCommand(out))
                .addSubcommand(new StatusCommand(out))
                .addSubcommand(new MigrateCommand(out))
                .addSubcommand(KeysCommand.commandLine(out))
                .addSubcommand(new PublishConfigCommand(out, System.getenv()))
                .addSubcommand(new ConfigStatusCommand(out, System.getenv()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setParameterExceptionHandler((wrong, ignored) -> refused(wrong))
                .setExecutionExceptionHandler((failure, line, parsed) -> failed(nameOf(line), failure));
        addHelp(all);
        return all;
    }

    /** The reader calls scripts, and sees their names. */
    private static void addHelp(CommandLine commands) {
        for (var command : commands.getSubcommands().values()) {
            var spec = command.getCommandSpec();
            var rest = command.getSubcommands().isEmpty() ? " [OPTION...]" : " COMMAND [OPTION...]";
            spec.usageMessage().customSynopsis("scripts/" + nameOf(command) + rest);
            spec.addOption(OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("show this")
                    .build());
            addHelp(command);
        }
    }

    /** As it is called, without the class's own name: {@code up}, {@code keys create}. */
    private static String nameOf(CommandLine command) {
        return command.getCommandSpec().qualifiedName(" ").replaceFirst("^local-stack ", "");
    }

    private int demo(String... arguments) {
        var launcher = new DemoLauncher(DemoFolders.ofCheckout(), Map.of(), interruption, err);
        var command = new DemoCommand(launcher, ReconcilerProof::new, out, err);
        try {
            return interruption.handle(() -> command.execute(arguments));
        } catch (Exception failure) {
            return failed(DEMO, failure);
        }
    }

    private int drill(String... arguments) {
        var histories = ProjectRoot.locate().resolve(".local").resolve("drill");
        boolean skippingFails = "true".equals(System.getenv("CI"));
        var launcher = new DrillLauncher(DemoFolders.ofCheckout(), err);
        var command = new DrillCommand(launcher, histories, skippingFails, out, err);
        try {
            return interruption.handle(() -> command.execute(arguments));
        } catch (Exception failure) {
            return failed(DRILL, failure);
        }
    }

    private int refused(ParameterException wrong) {
        var command = nameOf(wrong.getCommandLine());
        err.println(
                command + ": " + wrong.getMessage().replaceFirst("^Error: ", "") + "; --help lists what is accepted");
        return ExitCode.REFUSED;
    }

    private int failed(String command, Exception failure) {
        if (interruption.isUnderWay()) {
            err.println(command + ": interrupted; what it had started is stopped");
            return ExitCode.FAILED;
        }
        boolean refused = failure instanceof Refused || failure instanceof UnusableConfiguration;
        boolean explained = refused || failure instanceof EngineFailed;
        err.println(command + ": " + (explained ? failure.getMessage() : failure.toString()));
        return refused ? ExitCode.REFUSED : ExitCode.FAILED;
    }

    /** The clients of RocketMQ and Nacos would write into the user's home directory. */
    private static void keepClientFilesTogether() {
        var folder = ProjectRoot.locate().resolve(".local").resolve("client").toString();
        System.setProperty("rocketmq.log.root", folder);
        System.setProperty("rocketmq.log.level", "warn");
        System.setProperty("nacos.logging.default.config.enabled", "false");
        System.setProperty("JM.LOG.PATH", folder);
        System.setProperty("JM.SNAPSHOT.PATH", folder);
        System.setProperty("com.alibaba.nacos.naming.cache.dir", folder + "/naming");
    }
}
