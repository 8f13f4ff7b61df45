package io.settlement.operator;

import io.settlement.operator.input.Moments;
import io.settlement.operator.input.Refused;
import io.settlement.operator.messaging.GroupOffsets;
import io.settlement.operator.messaging.GroupOffsets.Queue;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets a consumer group read again. */
@Command(
        name = "rewind",
        description = "Takes a consumer group back to an earlier moment of a topic. Shows first what that means.",
        footer = "A transfer that is announced twice moves its money once; rewinding costs time, not money.")
final class RewindCommand implements Callable<Integer> {

    @Mixin
    private DeploymentOption where;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            required = true,
            description = "the consumer group, such as settlement-consumer")
    private String group;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            required = true,
            description = "the topic, such as transfers-debited")
    private String topic;

    @Option(names = "--to", paramLabel = "INSTANT", description = "back to this moment: 2026-11-25T08:00:00Z")
    private String to;

    @Option(names = "--by", paramLabel = "DURATION", description = "back by so much: 90s, 30m, 2h")
    private String by;

    @Option(names = "--yes", description = "do it without asking")
    private boolean yes;

    private final Terminal terminal;

    RewindCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var moment = moment(Clock.systemUTC().instant());
        try (var offsets = GroupOffsets.connect(where.broker())) {
            var queues = preview(offsets, moment);
            show(queues, moment);
            if (queues.stream().allMatch(queue -> queue.again() == 0)) {
                terminal.out().println("Nothing would be delivered again; nothing was done.");
                return ExitCode.DONE;
            }
            if (!yes && !terminal.confirms("Rewind " + group + "?")) {
                return ExitCode.NOT_ALL;
            }
            offsets.rewind(group, topic, moment);
            terminal.out()
                    .println(group + " is rewound to " + moment + ": " + sum(queues, Queue::again)
                            + " messages come again. Delivering twice moves nothing.");
            return ExitCode.DONE;
        }
    }

    private Instant moment(Instant now) {
        if ((to == null) == (by == null)) {
            throw new Refused("give either --to INSTANT or --by DURATION.");
        }
        var moment = by == null ? new Moments(now).parse("--to", to) : now.minus(Moments.duration("--by", by));
        if (moment.isAfter(now)) {
            throw new Refused("--to " + to + " has not come yet; a group can only be taken back.");
        }
        return moment;
    }

    private List<Queue> preview(GroupOffsets offsets, Instant moment) {
        if (!offsets.topicExists(topic)) {
            throw new Refused("there is no topic '" + topic + "'; --topic names one that the broker has.");
        }
        if (!offsets.groupExists(group)) {
            throw new Refused("there is no consumer group '" + group + "'; --group names one that the broker has.");
        }
        return offsets.preview(group, topic, moment)
                .orElseThrow(() -> new Refused("group '" + group + "' has never read topic '" + topic + "'."));
    }

    private void show(List<Queue> queues, Instant moment) {
        terminal.out().println("What would happen to " + group + " on " + topic + " at " + moment + ":");
        terminal.out().printf("  %-28s %12s %12s %12s %12s%n", "queue", "now", "then", "again", "lag then");
        for (var queue : queues) {
            terminal.out()
                    .printf(
                            "  %-28s %12d %12d %12d %12d%n",
                            queue.name(), queue.now(), queue.then(), queue.again(), queue.lagThen());
        }
        terminal.out()
                .println(sum(queues, Queue::again) + " messages would be delivered again, lag "
                        + sum(queues, Queue::lagThen));
    }

    private static long sum(List<Queue> queues, ToLongFunction<Queue> column) {
        return queues.stream().mapToLong(column).sum();
    }
}
