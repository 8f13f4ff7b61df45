package io.settlement.operator.input;

import io.settlement.ledger.TransferId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Transfer ids from the command line and from a file, each once, in their order. */
public final class IdList {

    private static final int LARGEST_FILE = 32 << 20;

    private final Set<TransferId> ids = new LinkedHashSet<>();
    private final int most;

    /** @param most ids that are accepted */
    public IdList(int most) {
        this.most = most;
    }

    public Set<TransferId> ids() {
        return Collections.unmodifiableSet(ids);
    }

    public void addAll(List<String> typed) {
        typed.forEach(id -> add(id, ""));
    }

    /**
     * One id a line; empty lines and what follows a # are left out.
     *
     * @param file "-" for standard input
     */
    public void addFile(String file, InputStream standardInput) {
        var text = read(file, standardInput);
        int number = 0;
        for (var line : text.split("\n", -1)) {
            number++;
            int comment = line.indexOf('#');
            var id = (comment < 0 ? line : line.substring(0, comment)).strip();
            if (!id.isEmpty()) {
                add(id, (file.equals("-") ? "standard input" : file) + " line " + number + ": ");
            }
        }
    }

    private void add(String id, String where) {
        try {
            ids.add(TransferId.parse(id));
        } catch (IllegalArgumentException wrong) {
            var shown = id.substring(0, Math.min(id.length(), 40)).replaceAll("\\p{Cntrl}", "?");
            throw new Refused(where + "'" + shown + "' is no transfer id: " + wrong.getMessage() + ".", wrong);
        }
        if (ids.size() > most) {
            throw new Refused("more than " + most + " transfers are named; raise --limit or take them in parts.");
        }
    }

    private static String read(String file, InputStream standardInput) {
        try (var in = file.equals("-") ? standardInput : Files.newInputStream(Path.of(file))) {
            var bytes = in.readNBytes(LARGEST_FILE + 1);
            if (bytes.length > LARGEST_FILE) {
                throw new Refused(file + " is larger than " + (LARGEST_FILE >> 20) + " MiB; take it in parts.");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException | RuntimeException unreadable) {
            throw unreadable instanceof Refused refused
                    ? refused
                    : new Refused("--ids " + file + " cannot be read: " + unreadable.getMessage() + ".", unreadable);
        }
    }
}
