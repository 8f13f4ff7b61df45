package io.settlement.localstack.control;

import java.util.ArrayList;
import java.util.List;

/** How two texts differ, line by line: what goes, then what comes. Lines that are the same at both ends are left out. */
final class LineDifference {

    private LineDifference() {}

    /** @return {@code -12 gone} and {@code +12 come}, each with its line's number; none where the texts are the same */
    static List<String> of(String before, String after) {
        var gone = before.lines().toList();
        var come = after.lines().toList();
        int shorter = Math.min(gone.size(), come.size());
        int head = 0;
        while (head < shorter && gone.get(head).equals(come.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head && fromEnd(gone, tail).equals(fromEnd(come, tail))) {
            tail++;
        }
        var difference = new ArrayList<String>();
        add(difference, "-", gone, head, tail);
        add(difference, "+", come, head, tail);
        if (difference.isEmpty() && !before.equals(after)) {
            difference.add("only the ends of lines differ");
        }
        return difference;
    }

    private static String fromEnd(List<String> lines, int back) {
        return lines.get(lines.size() - 1 - back);
    }

    private static void add(List<String> difference, String sign, List<String> lines, int head, int tail) {
        for (int line = head; line < lines.size() - tail; line++) {
            difference.add(sign + (line + 1) + " " + lines.get(line));
        }
    }
}
