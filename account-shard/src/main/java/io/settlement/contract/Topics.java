package io.settlement.contract;

/** Topics and groups. All are created when the system is deployed; the broker creates none by itself. */
public final class Topics {

    /** Half messages of {@link TransfersDebited}, visible once their batch is debited. */
    public static final String TRANSFERS_DEBITED = "transfers-debited";

    /** Bodies that could not be decoded, raw, with the topic and id they came from. */
    public static final String SETTLEMENT_DEAD_LETTER = "settlement-dead-letter";

    /** {@link AccountBalanceChanged}, tagged {@code SA.CREDITED} and so on; the events of one shard are in one queue. */
    public static final String ACCOUNT_BALANCE_CHANGED = "account-balance-changed";

    public static final String PRODUCER_GROUP = "settlement-producer";
    public static final String CONSUMER_GROUP = "settlement-consumer";

    /** Sends undecodable bodies on. */
    public static final String DEAD_LETTER_GROUP = "settlement-dead-letter-producer";

    /** Publishes account events. */
    public static final String EVENT_RELAY_GROUP = "settlement-event-relay";

    /** Of the shipped subscriber: notifications to holders of SA accounts. */
    public static final String NOTIFICATIONS_GROUP = "settlement-notifications";

    /** Of the shipped subscriber: settlement notices to holders of SP accounts. */
    public static final String SETTLEMENT_NOTICES_GROUP = "settlement-notices";

    private Topics() {}
}
