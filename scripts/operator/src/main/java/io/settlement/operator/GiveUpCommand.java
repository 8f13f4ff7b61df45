package io.settlement.operator;

import io.settlement.operator.input.IdList;
import io.settlement.operator.input.Refused;
import io.settlement.operator.replay.Endings.Decision;
import io.settlement.operator.replay.Forecast.Purpose;
import io.settlement.operator.replay.Selected;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends transfers by a refusal that the operator answers for. */
@Command(
        name = "give-up",
        description = "Refuses transfers on their payees' shards, and gives the payers their money back.",
        footer =
                "The refusal is written first, on the payee's shard, and fences a later credit. A transfer that was credited"
                        + " before is settled instead. Who, when and why stands in settlement_control, table give_up.")
final class GiveUpCommand implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(GiveUpCommand.class);

    private static final int LONGEST_REASON = 140;
    private static final int LONGEST_NAME = 64;

    @Mixin
    private DeploymentOption where;

    @Mixin
    private RunOptions options;

    @Parameters(paramLabel = "ID", description = "transfer ids")
    private List<String> ids = List.of();

    @Option(names = "--ids", paramLabel = "FILE", description = "one transfer id a line; - for standard input")
    private String file;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "why, up to 140 characters; recorded")
    private String reason;

    @Option(names = "--by", paramLabel = "NAME", description = "who answers for it; recorded (the user's name)")
    private String operator = System.getProperty("user.name", "");

    private final Terminal terminal;
    private final Stopping stopping;

    GiveUpCommand(Terminal terminal, Stopping stopping) {
        this.terminal = terminal;
        this.stopping = stopping;
    }

    @Override
    public Integer call() {
        check();
        var list = new IdList(options.limit());
        list.addAll(ids);
        if (file != null) {
            list.addFile(file, terminal.in());
        }
        try (var deployment = where.open()) {
            var record = new GiveUpRecord(deployment.control(), operator, reason);
            Decision refuse = (payees, transfers) -> {
                transfers.forEach(transfer -> record.ask(transfer.id()));
                return deployment.ledger().destination().giveUp(payees, transfers);
            };
            boolean allEnded = new Execution(deployment, options, terminal, stopping)
                    .of(Selected.of(list.ids()), Purpose.GIVE_UP, refuse, ended -> {
                        record.tell(ended);
                        log.warn("give-up of {} by {} for '{}': {}", ended.id(), operator, reason, ended.end());
                    });
            return allEnded ? ExitCode.DONE : ExitCode.NOT_ALL;
        }
    }

    private void check() {
        options.check();
        if (ids.isEmpty() && file == null) {
            throw new Refused("name the transfers to give up, or a file of them with --ids.");
        }
        if ("-".equals(file) && !options.yes()) {
            throw new Refused("--ids - leaves no input for the question; add --yes, or write the ids to a file.");
        }
        requireText("--reason", reason, LONGEST_REASON);
        requireText("--by", operator, LONGEST_NAME);
    }

    private static void requireText(String option, String text, int longest) {
        if (text.isBlank() || text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
            throw new Refused(option + " must be 1 to " + longest + " printable characters.");
        }
    }
}
