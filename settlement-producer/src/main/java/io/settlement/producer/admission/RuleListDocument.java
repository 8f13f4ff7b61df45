package io.settlement.producer.admission;

import io.settlement.live.DocumentJson;
import io.settlement.live.DocumentSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads a list of rules in Sentinel's own JSON, and refuses what this service could not keep: Sentinel itself passes over
 * what it does not understand without a word.
 *
 * @param <L> one rule as it is written; what is left out has Sentinel's default
 */
abstract class RuleListDocument<L, R> implements DocumentSchema<List<R>> {

    static final double HIGHEST_COUNT = 1_000_000;

    private static final int LONGEST = 64 * 1024;
    private static final int MOST_RULES = 200;

    private final DocumentJson<L[]> json;

    /** @param rules what they are called in a refusal */
    RuleListDocument(Class<L[]> lines, String rules) {
        this.json = new DocumentJson<>(lines, "a JSON list of " + rules, LONGEST);
    }

    /** @throws IllegalArgumentException going on after "rule 1" */
    abstract R rule(L line);

    @Override
    public final List<R> read(String text) {
        require(!text.isBlank(), "it is blank; an empty list is written []");
        var lines = json.read(text);
        require(lines.length <= MOST_RULES, "it has more than " + MOST_RULES + " rules");
        List<R> rules = new ArrayList<>();
        for (var line : lines) {
            try {
                require(line != null, "is null");
                rules.add(rule(line));
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException("rule " + (rules.size() + 1) + " " + wrong.getMessage(), wrong);
            }
        }
        checkTogether(rules);
        return rules;
    }

    /** @throws IllegalArgumentException where rules that are right one by one do not go together */
    void checkTogether(List<R> rules) {}

    /** To Sentinel an empty list means no limit at all. */
    @Override
    public final boolean isEmpty(List<R> rules) {
        return rules.isEmpty();
    }

    static void requireKnown(Set<String> resources, String resource) {
        require(
                resource != null && resources.contains(resource),
                "has an unknown resource; there are "
                        + resources.stream().sorted().toList());
    }

    static void requireCount(Double count) {
        require(
                count != null && count >= 0 && count <= HIGHEST_COUNT,
                "needs a count from 0 to " + (long) HIGHEST_COUNT);
    }

    /** Null, which is left out, is within all bounds. */
    static void requireBetween(String field, Number written, double least, double most) {
        require(
                written == null || (written.doubleValue() >= least && written.doubleValue() <= most),
                "needs a " + field + " from " + plain(least) + " to " + plain(most));
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    static boolean isLeftOutOr(Object value, Object only) {
        return value == null || value.equals(only);
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
