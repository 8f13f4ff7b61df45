package io.settlement.consumer.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.settlement.contract.Topics;
import io.settlement.watch.Watch;
import io.settlement.watch.WatchProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.rocketmq.common.MixAll;
import org.apache.rocketmq.common.topic.TopicValidator;

/** What waits at the broker, as gauges: notices not read, and messages that somebody must look at. NaN where unknown. */
final class Backlog implements MeterBinder, AutoCloseable {

    private static final Map<String, String> DEAD_LETTERS = new TreeMap<>(Map.of(
            "undecodable", Topics.SETTLEMENT_DEAD_LETTER,
            "exhausted", MixAll.DLQ_GROUP_TOPIC_PREFIX + Topics.CONSUMER_GROUP,
            "parked_half", TopicValidator.RMQ_SYS_TRANS_CHECK_MAX_TIME_TOPIC));

    private final Watch<Long> lag;
    private final Map<String, Watch<Long>> deadLetters = new TreeMap<>();

    Backlog(BrokerReader reader, WatchProperties properties) {
        lag = new Watch<>("lag", properties.interval(), reader::lag);
        DEAD_LETTERS.forEach((kind, topic) -> deadLetters.put(
                kind, new Watch<>("dead-letters-" + kind, properties.interval(), () -> reader.stored(topic))));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("settlement.consumer.lag", lag, look -> look.figure(Long::doubleValue))
                .description("notices that all consumers together have not got through yet")
                .baseUnit("messages")
                .register(registry);
        deadLetters.forEach(
                (kind, watch) -> Gauge.builder("settlement.dead.letters", watch, look -> look.figure(Long::doubleValue))
                        .description("messages that the broker keeps for somebody to look at")
                        .baseUnit("messages")
                        .tag("kind", kind)
                        .register(registry));
    }

    @Override
    public void close() {
        List<Watch<Long>> all = new ArrayList<>(deadLetters.values());
        all.add(lag);
        all.forEach(Watch::close);
    }
}
