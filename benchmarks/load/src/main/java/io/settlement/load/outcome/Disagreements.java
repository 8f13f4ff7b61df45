package io.settlement.load.outcome;

import io.settlement.load.plan.Wording;
import java.util.ArrayList;
import java.util.List;

/** What did not come out as predicted: all of it counted, the first few kept as sentences. */
final class Disagreements {

    static final int EXAMPLES = 20;

    private final List<String> examples = new ArrayList<>();
    private long count;

    void add(String format, Object... arguments) {
        keep(Wording.of(format, arguments));
    }

    void addAll(List<String> sentences) {
        sentences.forEach(this::keep);
    }

    private void keep(String sentence) {
        count++;
        if (examples.size() < EXAMPLES) {
            examples.add(sentence);
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    long count() {
        return count;
    }

    List<String> examples() {
        return List.copyOf(examples);
    }
}
