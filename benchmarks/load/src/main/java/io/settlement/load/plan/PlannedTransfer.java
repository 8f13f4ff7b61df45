package io.settlement.load.plan;

import io.settlement.money.Money;
import java.util.Objects;

/**
 * A transfer to send and how it must end.
 *
 * @param key idempotency key, unique within the plan
 * @param source position of the payer in the plan's accounts
 * @param destination position of the payee
 */
public record PlannedTransfer(
        String key, int source, int destination, Money amount, String reference, Outcome expected) {

    public PlannedTransfer {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(expected, "expected");
        if (source == destination) {
            throw new IllegalArgumentException("transfer " + key + " needs two different accounts");
        }
    }
}
