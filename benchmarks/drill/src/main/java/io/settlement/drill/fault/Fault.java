package io.settlement.drill.fault;

import io.settlement.drill.system.DrilledSystem;

/**
 * One way to hurt the system.
 *
 * @param name as it is given to {@code --faults}
 * @param holds what happens and must be true all the same, besides the promises that the checker decides on
 * @param seconds how long it lasts
 */
public record Fault(String name, String holds, int seconds, Strike strike) {

    /** Does it and returns how it is undone. */
    @FunctionalInterface
    public interface Strike {
        /** @throws NotStruck if there was nothing to strike at; nothing is to be healed then */
        Struck at(Target target) throws Exception;
    }

    /** A fault that has struck: what, and how it is undone. */
    public record Struck(String what, Healing healing) {}

    /** Undoes a fault; returns when every part is there again. */
    @FunctionalInterface
    public interface Healing {
        void heal() throws Exception;
    }

    /** What a fault needs and this system or machine has not; empty if it can be struck here. */
    public String missingIn(DrilledSystem system) {
        return system.cannotDo(name).orElse("");
    }

    /** The fault met nothing that it could hurt. */
    public static final class NotStruck extends Exception {
        private static final long serialVersionUID = 1L;

        NotStruck(String message) {
            super(message);
        }
    }
}
