package io.settlement.cli;

import io.settlement.cli.messaging.ToldEvent;
import java.math.BigDecimal;
import java.time.Instant;

/** An event as a program reads it: ids and amounts are strings, as in the contract. */
record EventView(
        Instant at,
        int shard,
        long entryNo,
        String accountId,
        String accountType,
        long sequence,
        String kind,
        BigDecimal amount,
        String currency,
        BigDecimal balanceAfter,
        String transferId) {

    static EventView of(ToldEvent told) {
        var message = told.message();
        var event = told.event();
        return new EventView(
                message.at(),
                message.shard(),
                message.entryNo(),
                Long.toString(event.accountId()),
                event.accountType().name(),
                event.sequence(),
                event.kind().name(),
                event.amount(),
                event.currency(),
                event.balanceAfter(),
                Long.toString(event.transferId()));
    }
}
