package io.settlement.cli.input;

import io.settlement.client.IdempotencyKey;
import io.settlement.client.TransferRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A file of transfers. It is read and checked to its end before anything of it is sent. */
public final class BulkFile {

    public static final int MOST_LINES = 100_000;
    static final Set<String> FIELDS =
            Set.of("idempotencyKey", "sourceAccountId", "destinationAccountId", "amount", "currency", "reference");

    private static final int LONGEST_LINE = 4_096;

    private final String name;
    private final RowFormat format;
    private final Optional<String> keyPrefix;

    /** @param keyPrefix makes the key of a line without one: the prefix and the line's number */
    public BulkFile(String name, RowFormat format, Optional<String> keyPrefix) {
        this.name = name;
        this.format = format;
        this.keyPrefix = keyPrefix;
    }

    public List<BulkLine> read(BufferedReader in) throws IOException {
        List<BulkLine> lines = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        int number = 0;
        for (var text = in.readLine(); text != null; text = in.readLine()) {
            number++;
            var row = row(number, text);
            if (row.isPresent()) {
                var line = new BulkLine(number, request(number, row.get()));
                requireNew(line, seen);
                lines.add(line);
            }
            if (lines.size() > MOST_LINES) {
                throw new Refused(name + " has more than " + MOST_LINES + " transfers; split it.");
            }
        }
        if (lines.isEmpty()) {
            throw new Refused(name + " has no transfers.");
        }
        return lines;
    }

    private Optional<Map<String, String>> row(int number, String text) {
        if (text.length() > LONGEST_LINE) {
            throw wrong(number, "is longer than " + LONGEST_LINE + " characters");
        }
        try {
            return text.isBlank() ? Optional.empty() : format.row(text);
        } catch (IllegalArgumentException unreadable) {
            throw wrong(number, unreadable.getMessage());
        }
    }

    private TransferRequest request(int number, Map<String, String> row) {
        try {
            return new TransferRequest(
                    key(number, row),
                    required(row, "sourceAccountId"),
                    required(row, "destinationAccountId"),
                    Amounts.parse("amount", required(row, "amount")),
                    required(row, "currency"),
                    row.getOrDefault("reference", ""));
        } catch (IllegalArgumentException | Refused bad) {
            throw wrong(number, bad.getMessage());
        }
    }

    private IdempotencyKey key(int number, Map<String, String> row) {
        var given = row.getOrDefault("idempotencyKey", "");
        if (!given.isEmpty()) {
            return IdempotencyKey.of(given);
        }
        return IdempotencyKey.of(keyPrefix
                .map(prefix -> prefix + number)
                .orElseThrow(() -> new IllegalArgumentException("has no idempotencyKey, and so the file could not be"
                        + " sent twice without paying twice; add one, or give --key-prefix")));
    }

    private static String required(Map<String, String> row, String field) {
        var value = row.getOrDefault(field, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException("has no " + field);
        }
        return value;
    }

    /** Two lines of one payer and key would be one transfer. */
    private void requireNew(BulkLine line, Map<String, Integer> seen) {
        var identity = line.request().sourceAccountId() + "\n" + line.request().key();
        var before = seen.putIfAbsent(identity, line.number());
        if (before != null) {
            throw wrong(line.number(), "has payer and key of line " + before + "; they would be one transfer");
        }
    }

    private Refused wrong(int number, String what) {
        return new Refused(name + " line " + number + " " + what + "; nothing was sent.");
    }
}
