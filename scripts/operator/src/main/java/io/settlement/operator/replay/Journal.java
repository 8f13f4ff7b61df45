package io.settlement.operator.replay;

import io.settlement.ledger.TransferId;
import io.settlement.operator.input.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What earlier runs have ended, one line each, so that the next run leaves it out. Only a saving of time: a line that is
 * lost costs one more look at a final transfer. Written through after every item.
 */
public final class Journal implements AutoCloseable {

    private static final String HEAD = "# ended transfers of cluster ";
    private static final Pattern WHOLE_LINE = Pattern.compile("(?m)^([1-9][0-9]{0,18}) [A-Z_]+;$");
    private static final long LARGEST = 256L << 20;

    private final Set<TransferId> done;
    private final Writer writer;

    private Journal(Set<TransferId> done, Writer writer) {
        this.done = done;
        this.writer = writer;
    }

    /** Nothing is remembered. */
    public static Journal none() {
        return new Journal(Set.of(), Writer.nullWriter());
    }

    /** @throws Refused where the file is something else, or of another cluster; it is left as it is */
    public static Journal open(Path file, String clusterId) {
        try {
            var head = HEAD + clusterId;
            var text = Files.exists(file) ? read(file) : "";
            if (!text.isEmpty() && !text.startsWith(head + "\n")) {
                throw new Refused(file + " is no journal of this cluster (its first line must be '" + head
                        + "'); name a new file.");
            }
            var done = ids(file, text);
            var writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            // A run that was killed may have left half a line.
            writer.write(text.isEmpty() ? head + "\n" : text.endsWith("\n") ? "" : "\n");
            writer.flush();
            return new Journal(done, writer);
        } catch (IOException unusable) {
            throw new Refused(file + " cannot be used as a journal: " + unusable.getMessage(), unusable);
        }
    }

    private static String read(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            throw new Refused(file + " is no journal; name a new file.");
        }
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** A line that a kill has torn does not end as lines do, and is nobody's. */
    private static Set<TransferId> ids(Path file, String text) {
        try {
            return WHOLE_LINE
                    .matcher(text)
                    .results()
                    .map(line -> TransferId.parse(line.group(1)))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IllegalArgumentException outOfRange) {
            throw new Refused(file + " is damaged, " + outOfRange.getMessage() + "; name a new file.", outOfRange);
        }
    }

    /** The ids that have ended before. */
    public Set<TransferId> done() {
        return done;
    }

    /** Notes what has ended now; what has not is left for the next run. */
    public void note(Ended item) {
        if (!item.end().hasEnded() || item.end() == End.DONE_BEFORE) {
            return;
        }
        try {
            writer.write(item.id() + " " + item.end() + ";\n");
            writer.flush();
        } catch (IOException full) {
            throw new UncheckedIOException("the journal cannot be written", full);
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }
}
