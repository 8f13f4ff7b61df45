package io.settlement.load;

import io.settlement.ledger.ShardId;
import io.settlement.load.door.Pause;
import io.settlement.load.outcome.Proof;
import io.settlement.load.plan.WrongInput;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import javax.sql.DataSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The demo as a command: reads the options, starts or finds the system, runs, and answers with an exit code. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Settles transfers whose outcome is known beforehand, and compares.")
public final class DemoCommand implements Callable<Integer> {

    /** Exit codes: all agrees; something does not, or the run broke off; an option is wrong and nothing was started. */
    public static final int AGREES = 0;

    public static final int DISAGREES = 1;
    public static final int WRONG_OPTION = 2;

    @Mixin
    private DemoOptions options;

    private final StackLauncher launcher;
    private final Function<Map<ShardId, DataSource>, Proof> proofs;
    private final PrintStream out;
    private final PrintStream err;

    /** @param proofs makes the conservation proof of a set of shards */
    public DemoCommand(
            StackLauncher launcher,
            Function<Map<ShardId, DataSource>, Proof> proofs,
            PrintStream out,
            PrintStream err) {
        this.launcher = launcher;
        this.proofs = proofs;
        this.out = out;
        this.err = err;
    }

    /** @return the exit code */
    public int execute(String... arguments) {
        return new CommandLine(this)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, ignored) -> {
                    err.println("demo: " + wrong.getMessage() + "; --help lists what is accepted");
                    return WRONG_OPTION;
                })
                .setExecutionExceptionHandler((failure, line, parsed) -> failed(failure))
                .execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        var plan = options.plan();
        var request = options.request();
        var style = new Demo.Style(out, options.connections(), options.live());
        try (var stack = options.startsNothing() ? options.givenStack() : launcher.start(request)) {
            var proof = proofs.apply(stack.target().shards());
            var demo = new Demo(stack.target(), proof, style, Clock.systemUTC(), Pause.sleeping());
            return demo.run(plan, stack.notes()) ? AGREES : DISAGREES;
        }
    }

    private int failed(Exception failure) {
        var what = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        err.println("demo: " + what.replaceAll("\\s*\\R\\s*", " "));
        return failure instanceof WrongInput ? WRONG_OPTION : DISAGREES;
    }
}
