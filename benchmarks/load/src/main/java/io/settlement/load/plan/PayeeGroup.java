package io.settlement.load.plan;

import io.settlement.money.Money;
import java.util.Set;

/**
 * Payees whose sum is known from outside the plan, such as one bank of a file: what its accounts receive and what was
 * refused on the way to them must add up to it.
 *
 * @param accounts positions of the payees in the plan
 * @param orders how many transfers go to them
 * @param total what the source of the plan says they add up to
 */
public record PayeeGroup(String name, Set<Integer> accounts, int orders, Money total) {

    public PayeeGroup {
        accounts = Set.copyOf(accounts);
    }
}
