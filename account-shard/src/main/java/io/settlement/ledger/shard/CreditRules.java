package io.settlement.ledger.shard;

import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.shard.LockedAccounts.Locked;
import io.settlement.money.Money;
import java.util.Optional;

/** When an account cannot be credited. Facts of the locked row only: what is refused here is refused for ever. */
final class CreditRules {

    private CreditRules() {}

    static Optional<RejectionReason> refusal(Locked payee, Money amount) {
        if (payee.status.isClosing()) {
            return Optional.of(RejectionReason.DESTINATION_CLOSED);
        }
        if (!payee.status.allowsCredit()) {
            return Optional.of(RejectionReason.DESTINATION_FROZEN);
        }
        if (!payee.currency.equals(amount.currency())) {
            return Optional.of(RejectionReason.DESTINATION_CURRENCY_MISMATCH);
        }
        return payee.hasRoomFor(amount.minorUnits())
                ? Optional.empty()
                : Optional.of(RejectionReason.DESTINATION_BALANCE_OVERFLOW);
    }
}
