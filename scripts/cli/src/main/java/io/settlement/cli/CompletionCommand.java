package io.settlement.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** What a shell needs to complete the command. */
@Command(
        name = "completion",
        description = "Prints a script that makes bash and zsh complete this command.",
        footer = {"", "source <(scripts/settlement completion)"})
final class CompletionCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Settlement settlement;

    CompletionCommand(Terminal terminal, Settlement settlement) {
        this.terminal = terminal;
        this.settlement = settlement;
    }

    @Override
    public Integer call() {
        terminal.out().print(AutoComplete.bash("settlement", settlement.commands()));
        return ExitCode.DONE;
    }
}
