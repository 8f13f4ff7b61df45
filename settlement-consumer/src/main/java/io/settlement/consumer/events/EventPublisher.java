package io.settlement.consumer.events;

import io.settlement.contract.AccountBalanceChanged;

/** Where events go. Safe for several threads. */
public interface EventPublisher extends AutoCloseable {

    /**
     * Returns once the message is stored, behind all messages of its shard that were published before.
     *
     * @throws RuntimeException where that is not certain: it must be published again
     */
    void publish(AccountBalanceChanged message);

    /** Gives up connections; the next message opens new ones. */
    @Override
    void close();
}
