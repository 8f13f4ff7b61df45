package io.settlement.drill.load;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The accounts of a drill.
 *
 * @param rich have more than they will ever pay; the first pays as often as all others together
 * @param poor has nothing and is never paid: whatever it pays is rejected
 * @param merchant is paid as often as all others together, and may go below zero
 * @param frozen takes no credit: what is paid to it comes back
 * @param closed takes nothing at all
 */
record Cast(List<Long> rich, long poor, long merchant, long frozen, long closed) {

    /** In a customer's slot, but with a time part from before any real id: nobody has it. */
    private static final long STRANGER = 3 * 1024L + 7;

    Cast {
        rich = List.copyOf(rich);
    }

    long payer(RandomGenerator random) {
        return switch (random.nextInt(20)) {
            case 0 -> poor;
            case 1 -> merchant;
            default -> random.nextBoolean() ? rich.get(0) : anyRich(random);
        };
    }

    long payee(long payer, RandomGenerator random) {
        long payee =
                switch (random.nextInt(24)) {
                    case 0 -> frozen;
                    case 1 -> closed;
                    case 2 -> STRANGER;
                    default -> random.nextBoolean() ? merchant : anyRich(random);
                };
        return payee == payer ? frozen : payee;
    }

    long anyRich(RandomGenerator random) {
        return rich.get(random.nextInt(rich.size()));
    }

    /** Those that are read. */
    long any(RandomGenerator random) {
        return switch (random.nextInt(8)) {
            case 0 -> merchant;
            case 1 -> frozen;
            case 2 -> rich.get(0);
            default -> anyRich(random);
        };
    }

    List<Long> all() {
        var all = new ArrayList<>(rich);
        all.addAll(List.of(poor, merchant, frozen, closed));
        return all;
    }
}
