package io.settlement.subscriber;

import io.settlement.contract.AccountBalanceChanged;
import io.settlement.contract.AccountEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where notices go: here a real subscriber sends a push message, a mail, or a message to another broker. */
@FunctionalInterface
interface Notices {

    Logger LOG = LoggerFactory.getLogger(Notices.class);

    void give(Purpose purpose, AccountBalanceChanged message, AccountEvent event);

    /** One log line each. */
    static Notices toLog() {
        return (purpose, message, event) -> LOG.info(
                "{} account={} sequence={} {} {} {} balance={} transfer={} at={}",
                purpose,
                event.accountId(),
                event.sequence(),
                event.kind(),
                event.amount().toPlainString(),
                event.currency(),
                event.balanceAfter().toPlainString(),
                event.transferId(),
                message.at());
    }
}
