package io.settlement.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Runs commands in this JVM and keeps what the last one said. */
final class CommandRun {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private String input = "";

    CommandRun with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    CommandRun typing(String text) {
        input = text;
        return this;
    }

    int execute(String... arguments) {
        out.reset();
        err.reset();
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return new Settlement(new Terminal(in, stream(out), stream(err), environment)).execute(arguments);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
