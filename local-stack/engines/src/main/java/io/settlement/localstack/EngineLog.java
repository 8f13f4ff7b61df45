package io.settlement.localstack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What an engine wrote to its standard output and error; its end is put into the message when a start fails. */
record EngineLog(Path file) {
    private static final int TAIL_LINES = 15;
    private static final int TAIL_BYTES = 16_384;

    String tail() {
        try {
            byte[] all = Files.readAllBytes(file);
            int from = Math.max(0, all.length - TAIL_BYTES);
            String[] lines = new String(all, from, all.length - from, StandardCharsets.UTF_8).split("\n");
            return Arrays.stream(lines)
                    .skip(Math.max(0, lines.length - TAIL_LINES))
                    .collect(Collectors.joining("\n"));
        } catch (IOException unreadable) {
            return "(no log: " + unreadable.getMessage() + ")";
        }
    }
}
