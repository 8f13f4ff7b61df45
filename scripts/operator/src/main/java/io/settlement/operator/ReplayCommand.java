package io.settlement.operator;

import io.settlement.ledger.ShardId;
import io.settlement.operator.input.IdList;
import io.settlement.operator.input.Moments;
import io.settlement.operator.input.Refused;
import io.settlement.operator.messaging.NoticeSender;
import io.settlement.operator.messaging.StoredMessages;
import io.settlement.operator.replay.Forecast.Purpose;
import io.settlement.operator.replay.OpenTransfers;
import io.settlement.operator.replay.Selected;
import io.settlement.sharding.SlotMap;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends transfers that have not ended by themselves. */
@Command(
        name = "replay",
        description = "Ends transfers that are open, parked, or named by dead letters. Shows first what would happen.",
        footer =
                "Select by ids, or by --state/--shard/--since/--until, or by --from. Replaying twice changes nothing, and a"
                        + " consumer may be at work meanwhile. Exit code 0 only if every selected item has ended.")
final class ReplayCommand implements Callable<Integer> {

    private static final Instant ALWAYS = Instant.EPOCH;

    @Mixin
    private DeploymentOption where;

    @Mixin
    private RunOptions options;

    @Parameters(paramLabel = "ID", description = "transfer ids")
    private List<String> ids = List.of();

    @Option(names = "--ids", paramLabel = "FILE", description = "one transfer id a line; - for standard input")
    private String file;

    @Option(
            names = "--state",
            paramLabel = "open|parked",
            description = "all that is DEBITED, or only what was set aside")
    private String state;

    @Option(names = "--shard", paramLabel = "N", description = "only payers on this shard")
    private Integer shard;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "accepted (with --from: stored) then or later: 2026-11-25T08:00:00Z, or how long ago: 2h")
    private String since;

    @Option(names = "--until", paramLabel = "TIME", description = "accepted, or stored, before then")
    private String until;

    @Option(
            names = "--from",
            paramLabel = "dead-letter|dlq|parked-halves",
            description = "what the messages there name, settled from the tables")
    private String from;

    @Option(names = "--resend", description = "with --from: send the notices again instead, under their KEYS")
    private boolean resend;

    private final Terminal terminal;
    private final Stopping stopping;

    ReplayCommand(Terminal terminal, Stopping stopping) {
        this.terminal = terminal;
        this.stopping = stopping;
    }

    @Override
    public Integer call() {
        check();
        var moments = new Moments(Clock.systemUTC().instant());
        var first = since == null ? ALWAYS : moments.parse("--since", since);
        var end = Optional.ofNullable(until).map(time -> moments.parse("--until", time));
        if (from != null) {
            // A little ahead: the broker's clock differs, and nothing must be missed for that.
            return replayMessages(source(), first, end.orElse(moments.now().plusSeconds(3_600)));
        }
        // Without an end: an id has the time of its producer's clock, which may have been days ahead.
        return byIds() ? replayIds() : replayOpen(first, end.orElse(Instant.MAX));
    }

    private void check() {
        options.check();
        boolean byFilter = state != null || shard != null || since != null || until != null;
        if (Stream.of(byIds(), from != null, byFilter && from == null)
                                .filter(chosen -> chosen)
                                .count()
                        != 1
                || from != null && (state != null || shard != null)) {
            throw new Refused(
                    "select one way: by ids, by --state/--shard/--since/--until, or by --from (with --since and"
                            + " --until); --state open selects all that is open.");
        }
        if (state != null && !state.equals("open") && !state.equals("parked")) {
            throw new Refused("--state must be open or parked, not '" + state + "'.");
        }
        if (resend && (from == null || options.journal() != null)) {
            throw new Refused("--resend goes with --from, and without --journal.");
        }
        if ("-".equals(file) && !options.yes()) {
            throw new Refused("--ids - leaves no input for the question; add --yes, or write the ids to a file.");
        }
    }

    private boolean byIds() {
        return !ids.isEmpty() || file != null;
    }

    private From source() {
        return From.named(from)
                .orElseThrow(
                        () -> new Refused("--from must be dead-letter, dlq or parked-halves, not '" + from + "'."));
    }

    private int replayIds() {
        var list = new IdList(options.limit());
        list.addAll(ids);
        if (file != null) {
            list.addFile(file, terminal.in());
        }
        try (var deployment = where.open()) {
            return replay(deployment, Selected.of(list.ids()), Purpose.REPLAY) ? ExitCode.DONE : ExitCode.NOT_ALL;
        }
    }

    private int replayOpen(Instant first, Instant end) {
        try (var deployment = where.open()) {
            var shards = shards(deployment.database().slotMap());
            var open = new OpenTransfers(
                    deployment.ledger(),
                    new OpenTransfers.Wanted("parked".equals(state), shards, first, end, options.limit()));
            var selected = Selected.of(open.find());
            open.notAsked()
                    .forEach((lost, why) -> terminal.out()
                            .println(lost + " could not be asked, what is open there is not selected: " + why));
            boolean allEnded = replay(deployment, selected, Purpose.REPLAY);
            return allEnded && open.notAsked().isEmpty() ? ExitCode.DONE : ExitCode.NOT_ALL;
        }
    }

    private Collection<ShardId> shards(SlotMap map) {
        if (shard == null) {
            return map.shards();
        }
        return map.shards().stream()
                .filter(one -> one.number() == shard)
                .findFirst()
                .map(List::of)
                .orElseThrow(() -> new Refused("--shard " + shard + " is not one of this deployment's "
                        + map.shards().size() + " shards."));
    }

    private int replayMessages(From place, Instant first, Instant end) {
        var notices = read(place, first, end);
        notices.lines(place.topic()).forEach(terminal.out()::println);
        boolean done = resend ? send(notices) : settle(notices, place);
        return done && notices.undecodable().isEmpty() ? ExitCode.DONE : ExitCode.NOT_ALL;
    }

    private Notices read(From place, Instant first, Instant end) {
        try (var stored = StoredMessages.connect(where.broker())) {
            var messages = stored.read(place.topic(), first, end, options.limit());
            if (messages.size() > options.limit()) {
                throw new Refused("more than " + options.limit() + " messages are stored; narrow them down with --since"
                        + " and --until, or raise --limit.");
            }
            return Notices.in(messages);
        }
    }

    private boolean settle(Notices notices, From place) {
        var selected = notices.selected();
        if (selected.ids().size() > RunOptions.MOST) {
            throw new Refused("the messages name more than " + RunOptions.MOST + " transfers; narrow them down with"
                    + " --since and --until.");
        }
        try (var deployment = where.open()) {
            return replay(deployment, selected, place.purpose());
        }
    }

    private boolean replay(Deployment deployment, Selected selected, Purpose purpose) {
        return new Execution(deployment, options, terminal, stopping)
                .of(selected, purpose, deployment.ledger().destination()::credit, ended -> {});
    }

    private boolean send(Notices notices) {
        if (notices.all().isEmpty()) {
            return true;
        }
        if (!options.yes() && !terminal.confirms("Send " + notices.all().size() + " notices again?")) {
            return false;
        }
        return stopping.during(() -> {
            int sent = 0;
            try (var sender = NoticeSender.connect(where.broker())) {
                for (var notice : notices.all()) {
                    if (stopping.isAsked()) {
                        break;
                    }
                    sender.send(notice);
                    sent++;
                }
            } finally {
                terminal.out()
                        .println("sent " + sent + " of " + notices.all().size() + " notices again; the consumers"
                                + " settle what is open, the rest moves nothing");
            }
            return sent == notices.all().size();
        });
    }
}
