package io.settlement.operator;

import io.settlement.contract.Topics;
import io.settlement.operator.replay.Forecast.Purpose;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where messages end that nobody could consume. */
enum From {
    /** Bodies that the consumer could not decode. */
    DEAD_LETTER(Topics.SETTLEMENT_DEAD_LETTER, Purpose.REPLAY),
    /** Notices whose retries were used up. */
    DLQ("%DLQ%" + Topics.CONSUMER_GROUP, Purpose.REPLAY),
    /** Half messages that nobody answered for, set aside by the broker. */
    PARKED_HALVES("TRANS_CHECK_MAX_TIME_TOPIC", Purpose.REPLAY_HALVES);

    private final String topic;
    private final Purpose purpose;

    From(String topic, Purpose purpose) {
        this.topic = topic;
        this.purpose = purpose;
    }

    static Optional<From> named(String word) {
        return Arrays.stream(values())
                .filter(from ->
                        from.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word))
                .findFirst();
    }

    String topic() {
        return topic;
    }

    Purpose purpose() {
        return purpose;
    }
}
