package io.settlement.load;

import io.settlement.ledger.AccountId;
import io.settlement.load.door.AccountDoor;
import io.settlement.load.door.Answers;
import io.settlement.load.door.Backoff;
import io.settlement.load.door.BulkDoor;
import io.settlement.load.door.Bulks;
import io.settlement.load.door.Pause;
import io.settlement.load.outcome.Announcements;
import io.settlement.load.outcome.Inspection;
import io.settlement.load.outcome.Latencies;
import io.settlement.load.outcome.Proof;
import io.settlement.load.outcome.SentPlan;
import io.settlement.load.outcome.ShardTables;
import io.settlement.load.plan.Plan;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Runs a plan against a running system and reports: accounts first, then transfers, then the comparison. One use, one
 * thread.
 */
public final class Demo {

    private final RunTarget target;
    private final Proof proof;
    private final Style style;
    private final Clock clock;
    private final Pause pause;
    private final ShardTables tables;
    private final Latencies latencies = new Latencies();

    /**
     * How a run is driven and shown.
     *
     * @param connections on which bulks are sent
     * @param live rewrite one progress line in place, for a terminal
     */
    public record Style(PrintStream out, int connections, boolean live) {}

    public Demo(RunTarget target, Proof proof, Style style, Clock clock, Pause pause) {
        this.target = target;
        this.proof = proof;
        this.style = style;
        this.clock = clock;
        this.pause = pause;
        this.tables = new ShardTables(List.copyOf(target.shards().values()));
    }

    /**
     * @param notes lines for the reader, printed before the last ones
     * @return true if every transfer ended and all agrees
     */
    public boolean run(Plan plan, List<String> notes) throws Exception {
        style.out().println(plan.title());
        var accounts = openAccounts(plan);
        var announcements = announcements();
        var sent = new SentPlan(plan, accounts, send(plan, accounts));
        var report = new Inspection(tables, proof, latencies).inspect(sent, announcements, notes);
        report.lines().forEach(style.out()::println);
        return report.agrees();
    }

    private List<AccountId> openAccounts(Plan plan) throws Exception {
        var runKey = "run-" + Long.toString(clock.millis(), Character.MAX_RADIX);
        var door = new AccountDoor(target.producers(), Backoff.standard(), clock, pause);
        var setup = new AccountSetup(door, plan, runKey);
        return new Progress(style.out(), style.live(), setup::progress).during(setup::setUp);
    }

    private Optional<Announcements> announcements() throws Exception {
        var messages = target.messages();
        return messages.isPresent() ? Optional.of(new Announcements(messages.get(), clock, pause)) : Optional.empty();
    }

    private Answers send(Plan plan, List<AccountId> accounts) throws Exception {
        var bulks = Bulks.render(plan, accounts);
        var answers = new Answers(plan.transfers().size());
        var door = new BulkDoor(target.producers(), Backoff.standard(), clock, pause, latencies::accepted);
        var sending = new Sending(door, tables, answers, clock, pause);
        return new Progress(style.out(), style.live(), sending::progress).during(() -> {
            sending.sendAll(bulks, style.connections());
            sending.awaitEnd();
            return answers;
        });
    }
}
