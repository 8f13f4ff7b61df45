package io.settlement.operator;

import io.settlement.reconciliation.Reconciler;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The proof of the books, as a command. */
@Command(
        name = "reconcile",
        description = "Proves from the tables that the books agree. Reads only, and may run while money moves.",
        footer = "Exit code 0 only if every shard was read to the end and nothing is wrong; every break is named.")
final class ReconcileCommand implements Callable<Integer> {

    @Mixin
    private DeploymentOption where;

    private final Terminal terminal;

    ReconcileCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (var deployment = where.open()) {
            var report = new Reconciler(deployment.database().physical()).reconcile();
            report.lines().forEach(terminal.out()::println);
            if (report.totals().isEmpty()) {
                terminal.out().println("No shard holds an account.");
            }
            return report.conserved() ? ExitCode.DONE : ExitCode.NOT_ALL;
        }
    }
}
