package io.settlement.drill.check;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** When the process behind each door was replaced by a new one. */
final class DoorLives {

    private final Map<String, TreeSet<Long>> starts = new HashMap<>();

    void started(String door, long moment) {
        starts.computeIfAbsent(door, unknown -> new TreeSet<>()).add(moment);
    }

    boolean sameLife(String door, long from, long to) {
        var known = starts.get(door);
        return known == null || known.subSet(from, true, to, true).isEmpty();
    }
}
