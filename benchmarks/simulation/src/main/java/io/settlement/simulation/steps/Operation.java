package io.settlement.simulation.steps;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a process asks of a shard or of the broker. At each of its phases the process may die. */
public enum Operation {
    DEBIT(true, 10),
    FENCE(true, 10),
    CREDIT(true, 10),
    FINISH(true, 10),
    PARK(true, 100),
    LIST_POISON(true, 100),
    GIVE_UP(true, 50),
    LEASE(true, 2),
    POSTPONE(true, 50),
    READ_KEYS(false, 20),
    READ_TRANSFERS(false, 10),
    READ_LEGS(false, 100),
    READ_DUE(false, 2),
    READ_PARKED(false, 20),
    HALF_MESSAGE(false, 10),
    END_OF_HALF(false, 10),
    CHECK_BACK(false, 10),
    DELIVERY(false, 10);

    private static final Set<Phase> AROUND = EnumSet.of(Phase.ASKED, Phase.DONE);

    private final boolean commits;
    private final int rarity;
    private final String[] points = new String[Phase.values().length];

    Operation(boolean commits, int rarity) {
        this.commits = commits;
        this.rarity = rarity;
        for (var phase : Phase.values()) {
            points[phase.ordinal()] = this + " " + phase;
        }
    }

    /** How likely a process dies at it, in tenths of the usual: what is seldom done is worth more. */
    public int rarity() {
        return rarity;
    }

    /** The phases that it has: what commits nothing is only asked and done. */
    public Set<Phase> phases() {
        return commits ? EnumSet.allOf(Phase.class) : AROUND;
    }

    /** Whether it is asked of a shard, and so fails where the shard cannot be reached. */
    public boolean isOfShard() {
        return compareTo(HALF_MESSAGE) < 0;
    }

    /** The name of a point at which a process can die. */
    public String at(Phase phase) {
        return points[phase.ordinal()];
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
