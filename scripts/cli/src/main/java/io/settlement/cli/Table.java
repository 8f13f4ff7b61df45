package io.settlement.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rows under a head, each column as wide as its widest field; numbers to the right. */
final class Table {

    private static final String BETWEEN = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final Set<Integer> numbers;

    /** @param numbers columns that are set to the right, from 0 */
    Table(Set<Integer> numbers, String... head) {
        this.numbers = numbers;
        rows.add(List.of(head));
    }

    void add(Object... fields) {
        List<String> row = new ArrayList<>();
        for (var field : fields) {
            // What others have written into the ledger must not move the reader's cursor.
            row.add(field.toString().replaceAll("\\p{Cntrl}", " "));
        }
        rows.add(row);
    }

    void print(PrintStream out) {
        int[] widths = new int[rows.get(0).size()];
        for (var row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            var blanks = " ".repeat(widths[i] - length(row.get(i)));
            line.append(i == 0 ? "" : BETWEEN).append(numbers.contains(i) ? blanks + row.get(i) : row.get(i) + blanks);
        }
        return line.toString().stripTrailing();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
