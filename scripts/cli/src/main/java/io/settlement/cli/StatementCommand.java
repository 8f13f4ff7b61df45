package io.settlement.cli;

import io.settlement.cli.input.Refused;
import io.settlement.cli.input.Times;
import io.settlement.client.Statement;
import io.settlement.client.StatementLine;
import io.settlement.client.StatementQuery;
import io.settlement.client.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What moved an account's balance, line by line. */
@Command(name = "statement", description = "Shows the lines of an account: from a number on, or of a period.")
final class StatementCommand extends DoorCommand {

    private static final int PAGE = 500;

    @Parameters(paramLabel = "ACCOUNT")
    private String account;

    @Option(names = "--from", paramLabel = "N", description = "from this line on (1)")
    private Long from;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "lines from then on: 2026-11-25T08:00:00Z, 2026-11-25, or 2h ago")
    private String since;

    @Option(names = "--until", paramLabel = "TIME", description = "lines before then")
    private String until;

    @Mixin
    private LimitOption limit;

    StatementCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        shown().statement(read(query()));
        return ExitCode.DONE;
    }

    private StatementQuery query() {
        boolean period = since != null || until != null;
        if (period && from != null) {
            throw new Refused("--from goes without --since and --until: by number, or by time.");
        }
        if (from != null && from < 1) {
            throw new Refused("--from must be 1 or more, not " + from + ".");
        }
        return period
                ? new StatementQuery(
                        account, Optional.empty(), Times.given("--since", since), Times.given("--until", until))
                : StatementQuery.fromLine(account, from == null ? 1 : from);
    }

    /** All pages that the limit allows, as one. A period's closing balance is the period's, also where lines are left out. */
    private Statement read(StatementQuery query) {
        int most = limit.limit();
        Statements statements = client().statements();
        var first = statements.first(query, Math.min(most, PAGE));
        List<StatementLine> lines = new ArrayList<>(first.lines());
        var last = first;
        while (last.nextCursor().isPresent() && lines.size() < most) {
            last = statements.next(query, Math.min(most - lines.size(), PAGE), last);
            lines.addAll(last.lines());
        }
        if (last.nextCursor().isPresent()) {
            terminal().err().println("there are more lines; --limit shows them");
        }
        return new Statement(
                first.accountId(), first.currency(), first.opening(), last.closing(), lines, Optional.empty());
    }
}
