package io.settlement.localstack.control;

import io.settlement.localstack.EngineProcess;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stops whatever a data folder has a record of, whether or not its settings can still be read. */
@Command(name = "down", description = "Stops the services, then the engines. Keeps the data unless told otherwise.")
final class DownCommand implements Callable<Integer> {
    private static final Duration OTHER_COMMAND = Duration.ofSeconds(60);

    @Mixin
    private DataOption data;

    @Option(names = "--wipe", description = "kill what runs, and remove data, secrets and logs as well")
    private boolean wipe;

    private final PrintStream out;

    DownCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        var folder = data.folder();
        if (!folder.isStack()) {
            out.println("No stack was started in " + folder.path() + "; nothing to do.");
            return ExitCode.DONE;
        }
        var alone = StackLock.take(folder.lock(), OTHER_COMMAND);
        try (alone) {
            stop(folder);
            if (wipe) {
                folder.wipe();
                out.println("Removed the data in " + folder.path() + ".");
            }
        }
        return ExitCode.DONE;
    }

    /** Kills where nobody will read the data: that takes no time. */
    private void stop(DataFolder folder) {
        var running =
                folder.processes().stream().filter(EngineProcess::isRunning).toList();
        if (wipe) {
            StackStop.kill(folder.processes());
        } else {
            StackStop.stop(folder.processes());
        }
        out.println(running.isEmpty() ? "Nothing was running." : "Stopped " + running.size() + " processes.");
    }
}
