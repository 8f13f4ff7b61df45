package io.settlement.operator.replay;

import io.settlement.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Counts items under headings, and their money per currency. What it has counted adds up to {@link #total()}. */
public final class Tally<E extends Enum<E> & Counted> {

    private final Map<E, Long> counts;
    private final Map<E, Map<String, BigDecimal>> money;

    public Tally(Class<E> headings) {
        counts = new EnumMap<>(headings);
        money = new EnumMap<>(headings);
    }

    public void add(E heading, Optional<Money> amount) {
        counts.merge(heading, 1L, Long::sum);
        amount.ifPresent(more -> money.computeIfAbsent(heading, first -> new TreeMap<>())
                .merge(more.currency().code(), new BigDecimal(more.toDecimal()), BigDecimal::add));
    }

    public long count(E heading) {
        return counts.getOrDefault(heading, 0L);
    }

    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    public boolean all(Predicate<E> headings) {
        return counts.keySet().stream().allMatch(headings);
    }

    /** One line per heading that has items, the total last. */
    public List<String> lines(String ofTotal) {
        List<String> lines = new ArrayList<>();
        counts.forEach((heading, count) -> lines.add("%10d  %s%s".formatted(count, heading.text(), sums(heading))));
        lines.add("%10d  %s".formatted(total(), ofTotal));
        return lines;
    }

    private String sums(E heading) {
        return money.getOrDefault(heading, Map.of()).entrySet().stream()
                .map(sum -> ", " + sum.getValue().toPlainString() + " " + sum.getKey())
                .collect(Collectors.joining());
    }
}
