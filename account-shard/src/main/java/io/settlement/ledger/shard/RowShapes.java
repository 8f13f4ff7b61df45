package io.settlement.ledger.shard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Multi-row statements in a few fixed texts, so that ShardingSphere parses and the driver prepares each of them once.
 * Inserts take 1, 2, 4 .. 256 rows and a list of rows is cut into those; lists of ids are filled up to the next size by
 * repeating the last id, which changes nothing in an IN list or a CASE.
 */
final class RowShapes {

    /** MySQL plans an IN list by diving into the index only up to 200 entries; beyond, it may lock by a scan. */
    static final int MOST_IDS = 128;

    private static final int MOST_ROWS = 256;
    private static final int SIZES = Integer.numberOfTrailingZeros(MOST_ROWS) + 1;

    private RowShapes() {}

    /** The texts of one statement, by the number of rows or ids. */
    static final class Texts {
        private final String[] bySize = new String[SIZES];

        Texts(IntFunction<String> textOfSize) {
            for (int power = 0; power < SIZES; power++) {
                bySize[power] = textOfSize.apply(1 << power);
            }
        }

        String ofSize(int powerOfTwo) {
            return bySize[Integer.numberOfTrailingZeros(powerOfTwo)];
        }
    }

    /** {@code head} followed by as many rows of placeholders. */
    static Texts insert(String head, int columns) {
        var row = "(" + list("?", columns) + ")";
        return new Texts(rows -> head + " VALUES " + list(row, rows));
    }

    /** A text in which {@code %ids} stands for the placeholders of the list, and {@code %whens} for WHEN ? THEN ?. */
    static Texts ids(String template) {
        return new Texts(size -> template.replace("%ids", list("?", size))
                .replace("%pairs", list("(?, ?)", size))
                .replace("%whens", "WHEN ? THEN ? ".repeat(size)));
    }

    /** Cuts rows into runs of 256, then of falling powers of two. */
    static <R> List<List<R>> runs(List<R> rows) {
        List<List<R>> runs = new ArrayList<>();
        int from = 0;
        while (from < rows.size()) {
            int size = Math.min(MOST_ROWS, Integer.highestOneBit(rows.size() - from));
            runs.add(rows.subList(from, from + size));
            from += size;
        }
        return runs;
    }

    /** Cuts ids into lists of at most 128, each filled up to a power of two with its last entry. */
    static <R> List<List<R>> filledLists(List<R> ids) {
        List<List<R>> lists = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += MOST_IDS) {
            lists.add(filled(ids.subList(from, Math.min(ids.size(), from + MOST_IDS))));
        }
        return lists;
    }

    private static <R> List<R> filled(List<R> ids) {
        int size = Integer.highestOneBit(ids.size() * 2 - 1);
        if (size == ids.size()) {
            return ids;
        }
        List<R> filled = new ArrayList<>(ids);
        while (filled.size() < size) {
            filled.add(ids.get(ids.size() - 1));
        }
        return filled;
    }

    private static String list(String element, int count) {
        return (element + ", ").repeat(count - 1) + element;
    }
}
