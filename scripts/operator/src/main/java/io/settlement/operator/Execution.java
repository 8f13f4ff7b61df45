package io.settlement.operator;

import io.settlement.operator.replay.End;
import io.settlement.operator.replay.Ended;
import io.settlement.operator.replay.Endings;
import io.settlement.operator.replay.Forecast;
import io.settlement.operator.replay.Forecast.Purpose;
import io.settlement.operator.replay.Journal;
import io.settlement.operator.replay.Planned;
import io.settlement.operator.replay.Run;
import io.settlement.operator.replay.Selected;
import io.settlement.operator.replay.Step;
import io.settlement.operator.replay.Tally;
import io.settlement.sharding.Sleeper;
import java.util.List;
import java.util.function.Consumer;

/** One run as an operator meets it: shows what would happen, asks, does it, tells what happened to each. */
final class Execution {

    private final Deployment deployment;
    private final RunOptions options;
    private final Terminal terminal;
    private final Stopping stopping;

    Execution(Deployment deployment, RunOptions options, Terminal terminal, Stopping stopping) {
        this.deployment = deployment;
        this.options = options;
        this.terminal = terminal;
        this.stopping = stopping;
    }

    /**
     * @param alsoTold of each item after the journal
     * @return whether every selected item has ended
     */
    boolean of(Selected selected, Purpose purpose, Endings.Decision decision, Consumer<Ended> alsoTold) {
        if (selected.ids().isEmpty()) {
            terminal.out().println("Nothing is selected.");
            return true;
        }
        try (var journal = openJournal()) {
            var ledger = deployment.ledger();
            var slots = deployment.database().slotMap();
            var planned =
                    new Forecast(ledger.source(), ledger.destination(), slots, purpose).of(selected, journal.done());
            show(planned);
            boolean writes = planned.stream().anyMatch(item -> item.step().writes());
            if (writes && !options.yes() && !terminal.confirms("Do this?")) {
                return false;
            }
            return run(planned, selected, new Endings(ledger, slots, decision), ended -> {
                journal.note(ended);
                alsoTold.accept(ended);
            });
        }
    }

    private Journal openJournal() {
        return options.journal() == null ? Journal.none() : Journal.open(options.journal(), deployment.clusterId());
    }

    private void show(List<Planned> planned) {
        var tally = new Tally<>(Step.class);
        planned.forEach(item -> tally.add(item.step(), item.amount()));
        terminal.out().println("What would happen:");
        planned.stream().limit(options.list()).map(Planned::line).forEach(terminal.out()::println);
        sayLeftOut(planned.size());
        tally.lines("selected").forEach(terminal.out()::println);
    }

    private boolean run(List<Planned> planned, Selected selected, Endings endings, Consumer<Ended> told) {
        var progress = new ProgressLine(terminal.err(), terminal.live());
        var pace = new Run.Pace(options.rate(), System::nanoTime, Sleeper.REAL);
        var run = new Run(endings, pace, stopping::isAsked, told, progress::show);
        return stopping.during(() -> {
            var ended = run.over(planned, selected);
            progress.end();
            tell(ended, run.tally());
            return run.tally().all(End::hasEnded);
        });
    }

    /** What has not ended is always named; what has, as far as the list goes. */
    private void tell(List<Ended> ended, Tally<End> tally) {
        terminal.out().println("What happened:");
        ended.stream()
                .filter(item -> item.end().hasEnded())
                .limit(options.list())
                .map(Ended::line)
                .forEach(terminal.out()::println);
        ended.stream()
                .filter(item -> !item.end().hasEnded() && item.end() != End.NOT_REACHED)
                .map(Ended::line)
                .forEach(terminal.out()::println);
        sayLeftOut((int) ended.stream().filter(item -> item.end().hasEnded()).count());
        tally.lines("selected").forEach(terminal.out()::println);
        if (tally.count(End.NOT_REACHED) > 0) {
            terminal.out()
                    .println("Stopped. The same command again takes up the rest"
                            + (options.journal() == null
                                    ? "; what has ended is not touched again."
                                    : ", told by the journal."));
        }
        terminal.out().flush();
    }

    private void sayLeftOut(int items) {
        if (items > options.list()) {
            terminal.out().println("  ... and " + (items - options.list()) + " more; --list N shows them");
        }
    }
}
