package io.settlement.consumer.settlement;

import io.settlement.ledger.TransferId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What became of the transfers that one call was asked for, each with its {@link Fate}. */
public record Settlement(Map<TransferId, Fate> fates) {

    static final Settlement NOTHING = new Settlement(Map.of());

    public Settlement {
        fates = Map.copyOf(fates);
    }

    static Settlement ofAll(Collection<TransferId> transfers, Fate fate) {
        return of(transfers, transfer -> fate);
    }

    static Settlement of(Collection<TransferId> transfers, Function<TransferId, Fate> fateOf) {
        return new Settlement(transfers.stream().collect(Collectors.toMap(Function.identity(), fateOf)));
    }

    static Settlement sum(Collection<Settlement> parts) {
        Map<TransferId, Fate> all = new HashMap<>();
        parts.forEach(part -> all.putAll(part.fates));
        return new Settlement(all);
    }

    Settlement and(Settlement other) {
        return sum(List.of(this, other));
    }

    /** The same, and every transfer asked for that has no fate yet is late. */
    Settlement completedFor(Collection<TransferId> asked) {
        Map<TransferId, Fate> all = new HashMap<>(fates);
        asked.forEach(id -> all.putIfAbsent(id, new Fate.LeftOver(Fate.Why.LATE, "beyond the patience of the call")));
        return new Settlement(all);
    }

    /** The transfers with this kind of fate. */
    public List<TransferId> with(Class<? extends Fate> kind) {
        return fates.entrySet().stream()
                .filter(entry -> kind.isInstance(entry.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** The transfers that the sweeper has to come back to for this reason. */
    public List<TransferId> leftOver(Fate.Why why) {
        return with(Fate.LeftOver.class).stream()
                .filter(id -> ((Fate.LeftOver) fates.get(id)).why() == why)
                .toList();
    }

    /** One line for the log: how many of each fate. */
    public String summary() {
        return "%d settled, %d reversed, %d parked, %d left, %d not open"
                .formatted(
                        with(Fate.Settled.class).size(),
                        with(Fate.Reversed.class).size(),
                        with(Fate.Parked.class).size(),
                        with(Fate.LeftOver.class).size(),
                        with(Fate.NotOpen.class).size());
    }
}
