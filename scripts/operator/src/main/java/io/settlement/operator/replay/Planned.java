package io.settlement.operator.replay;

import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.money.Money;
import java.util.Optional;

/**
 * What would happen to one transfer.
 *
 * @param transfer its row; empty where there is none, or none was read
 * @param detail why, or what stands; may be empty
 */
public record Planned(TransferId id, Step step, Optional<Transfer> transfer, String detail) {

    static Planned of(Transfer transfer, Step step, String detail) {
        return new Planned(transfer.id(), step, Optional.of(transfer), detail);
    }

    static Planned without(TransferId id, Step step, String detail) {
        return new Planned(id, step, Optional.empty(), detail);
    }

    public Optional<Money> amount() {
        return transfer.map(row -> row.instruction().amount());
    }

    public String line() {
        return Lines.of(id, amount(), step, detail);
    }
}
