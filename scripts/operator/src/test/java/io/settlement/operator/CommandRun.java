package io.settlement.operator;

import io.settlement.localstack.Credentials;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.ShardingProperties.Database;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs commands in this JVM against one configuration file, and keeps what the last one said. */
final class CommandRun {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Path config;
    private String input = "";
    private Stopping stopping = new Stopping();

    CommandRun(Path config) {
        this.config = config;
    }

    /** A configuration file as an operator writes it. */
    static Path write(Path file, ShardingProperties sharding, String nameServer, Credentials account) {
        var text = new StringBuilder("settlement.sharding.cluster-id: \"" + sharding.clusterId() + "\"\n"
                + "settlement.sharding.slot-map: \"" + sharding.slotMap() + "\"\n");
        add(text, "settlement.sharding.control", sharding.control());
        for (int shard = 0; shard < sharding.shards().size(); shard++) {
            add(
                    text,
                    "settlement.sharding.shards[" + shard + "]",
                    sharding.shards().get(shard));
        }
        text.append("settlement.rocketmq.name-servers: \"" + nameServer + "\"\n");
        text.append("settlement.rocketmq.access-key: \"" + account.user() + "\"\n");
        text.append("settlement.rocketmq.secret-key: \"" + account.password() + "\"\n");
        try {
            return Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static void add(StringBuilder text, String prefix, Database database) {
        text.append(prefix + ".jdbc-url: \"" + database.jdbcUrl() + "\"\n");
        text.append(prefix + ".username: \"" + database.username() + "\"\n");
        text.append(prefix + ".password: \"" + database.password() + "\"\n");
    }

    /** What the next commands read. */
    CommandRun typing(String text) {
        input = text;
        return this;
    }

    CommandRun stoppedBy(Stopping other) {
        stopping = other;
        return this;
    }

    int execute(String command, Object... options) {
        return executeBare(Stream.concat(
                        Stream.of(command, "--config", config.toString()),
                        Stream.of(options).map(Object::toString))
                .toArray(String[]::new));
    }

    int executeBare(String... arguments) {
        out.reset();
        err.reset();
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return new Operator(new Terminal(in, stream(out), stream(err), false), stopping).execute(arguments);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** What was told before the run. */
    String planned() {
        return out().split("What happened:", 2)[0];
    }

    /** What was told after it. */
    String happened() {
        return out().split("What happened:", 2)[1];
    }

    /** The count under a heading of the last counts. */
    static long count(String text, String heading) {
        return text.lines()
                .filter(line -> line.matches(" *\\d+  " + heading + "(,.*)?"))
                .mapToLong(line -> Long.parseLong(line.strip().split(" ", 2)[0]))
                .sum();
    }

    /** The counts of all headings but the total. */
    static List<Long> counts(String text) {
        return text.lines()
                .filter(line -> line.matches(" *\\d{1,10}  [a-z].*") && !line.contains("  selected"))
                .map(line -> Long.parseLong(line.strip().split(" ", 2)[0]))
                .toList();
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
