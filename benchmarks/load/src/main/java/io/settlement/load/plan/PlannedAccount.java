package io.settlement.load.plan;

import io.settlement.ledger.AccountType;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import java.util.Objects;

/**
 * An account to open. It has no id yet: plans name accounts by their position in the plan.
 *
 * @param owner unique within the plan
 * @param funding deposited before the first transfer; zero for nothing
 */
public record PlannedAccount(String owner, AccountType type, Money funding, Preparation preparation) {

    public PlannedAccount {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(preparation, "preparation");
        if (funding.minorUnits() < 0 || funding.minorUnits() > Money.MAX_ITEM) {
            throw new IllegalArgumentException("funding of " + owner + " must be what one deposit can carry");
        }
    }

    public CurrencyCode currency() {
        return funding.currency();
    }

    public boolean isOpened() {
        return preparation != Preparation.NEVER_OPENED;
    }

    PlannedAccount funded(Money amount) {
        return new PlannedAccount(owner, type, amount, preparation);
    }
}
