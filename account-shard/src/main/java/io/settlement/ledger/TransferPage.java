package io.settlement.ledger;

import java.util.List;
import java.util.Optional;

/**
 * A part of the list of an account's transfers, newest first.
 *
 * @param next the place from which the list goes on: the transfer id (OUTGOING) or the sequence number (INCOMING) of
 *     the last row passed. Present also where a page is short or empty because much was passed over
 */
public record TransferPage(List<Transfer> transfers, Optional<Long> next) {

    public TransferPage {
        transfers = List.copyOf(transfers);
    }
}
