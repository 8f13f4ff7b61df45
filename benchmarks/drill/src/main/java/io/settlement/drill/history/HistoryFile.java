package io.settlement.drill.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A history being written. Each operation is handed to the operating system at once. Thread-safe. */
public final class HistoryFile implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path path;
    private final BufferedWriter writer;

    private HistoryFile(Path path, BufferedWriter writer) {
        this.path = path;
        this.writer = writer;
    }

    /** @throws IOException also if the file is there already: a history is never written over */
    public static HistoryFile create(Path path) throws IOException {
        return new HistoryFile(
                path, Files.newBufferedWriter(path, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW));
    }

    public Path path() {
        return path;
    }

    public void append(Operation operation) {
        var line = JSON.writerFor(Operation.class).writeValueAsString(operation);
        synchronized (writer) {
            try {
                writer.write(line);
                writer.write('\n');
                writer.flush();
            } catch (IOException full) {
                throw new UncheckedIOException("The history cannot be written to " + path, full);
            }
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (writer) {
            writer.close();
        }
    }

    /**
     * Hands on every operation in the order of the lines; one is in memory at a time.
     *
     * @throws IllegalArgumentException naming the first line that is none
     */
    public static void read(Path path, Consumer<Operation> reader) throws IOException {
        try (var lines = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            long number = 0;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                reader.accept(parse(path, number, line));
            }
        }
    }

    private static Operation parse(Path path, long number, String line) {
        try {
            return JSON.readValue(line, Operation.class);
        } catch (JacksonException | IllegalArgumentException torn) {
            throw new IllegalArgumentException(path + ": line " + number + " is no operation", torn);
        }
    }
}
