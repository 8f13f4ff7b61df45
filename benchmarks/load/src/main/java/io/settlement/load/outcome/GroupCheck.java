package io.settlement.load.outcome;

import io.settlement.load.plan.PayeeGroup;
import io.settlement.load.plan.Plan;
import io.settlement.load.plan.Wording;
import io.settlement.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

/** Holds what payees received, plus what was refused on the way to them, against the sums of the file they came from. */
final class GroupCheck {

    private static final String HEAD = "%-22s %8s %18s %18s %18s";
    private static final String ROW = "  %-20s %8s %18s %18s %18s";

    private final IntToLongFunction received;
    private final IntToLongFunction refused;
    private final Disagreements disagreements;

    /**
     * @param received minor units by the account's position
     * @param refused minor units that were meant for it
     */
    GroupCheck(IntToLongFunction received, IntToLongFunction refused, Disagreements disagreements) {
        this.received = received;
        this.refused = refused;
        this.disagreements = disagreements;
    }

    List<String> lines(Plan plan) {
        if (plan.groups().isEmpty()) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        lines.add(Wording.of(HEAD, "by the file's own sums", "orders", "file", "paid", "refused"));
        long orders = 0;
        var total = new long[3];
        for (var group : plan.groups()) {
            var sums = sums(group);
            lines.add(line(group.name(), group.orders(), group, sums));
            orders += group.orders();
            for (int column = 0; column < total.length; column++) {
                total[column] = Math.addExact(total[column], sums[column]);
            }
        }
        lines.add(line("total", orders, plan.groups().get(0), total));
        return lines;
    }

    /** What the file says, what was paid, what was refused. */
    private long[] sums(PayeeGroup group) {
        long paid = group.accounts().stream().mapToLong(received::applyAsLong).sum();
        long back = group.accounts().stream().mapToLong(refused::applyAsLong).sum();
        long file = group.total().minorUnits();
        if (paid + back != file) {
            disagreements.add(
                    "%s: the file's orders add up to %s, but %s was paid and %s refused",
                    group.name(), money(group, file), money(group, paid), money(group, back));
        }
        return new long[] {file, paid, back};
    }

    private static String line(String name, long orders, PayeeGroup group, long[] sums) {
        return Wording.of(
                ROW,
                name,
                Wording.of("%,d", orders),
                money(group, sums[0]),
                money(group, sums[1]),
                money(group, sums[2]));
    }

    private static Money money(PayeeGroup group, long minorUnits) {
        return Money.ofMinor(minorUnits, group.total().currency());
    }
}
