package io.settlement.drill.check;

import io.settlement.drill.check.FindingKind.Tally;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Everything that was found; of each kind all are counted and the first are kept. Not thread-safe. */
public final class Findings {

    private static final int MOST_KEPT = 100;

    private final Map<FindingKind, Integer> counts = new EnumMap<>(FindingKind.class);
    private final List<Finding> kept = new ArrayList<>();

    public void add(FindingKind kind, String subject, Object expected, Object found) {
        if (counts.merge(kind, 1, Integer::sum) <= MOST_KEPT) {
            kept.add(new Finding(kind, subject, String.valueOf(expected), String.valueOf(found)));
        }
    }

    public List<Finding> kept() {
        return List.copyOf(kept);
    }

    public int count(Tally tally) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().tally() == tally)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    public boolean isEmpty() {
        return counts.isEmpty();
    }

    /** A line each, and one for what was counted and not kept. */
    public List<String> lines() {
        var lines = new ArrayList<>(kept.stream().map(Finding::line).toList());
        counts.forEach((kind, count) -> {
            if (count > MOST_KEPT) {
                lines.add("FOUND " + kind + " and " + (count - MOST_KEPT) + " more of this kind");
            }
        });
        return lines;
    }
}
