package io.settlement.operator.replay;

import io.settlement.ledger.TransferId;
import io.settlement.money.Money;
import java.util.Optional;

/**
 * What has become of one transfer.
 *
 * @param amount empty where no row was read
 * @param detail the status, the reason, the trouble; may be empty
 */
public record Ended(TransferId id, End end, Optional<Money> amount, String detail) {

    public String line() {
        return Lines.of(id, amount, end, detail);
    }
}
