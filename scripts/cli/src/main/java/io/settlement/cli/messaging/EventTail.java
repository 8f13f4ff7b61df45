package io.settlement.cli.messaging;

import io.settlement.contract.AccountBalanceChanged;
import io.settlement.contract.Topics;
import io.settlement.contract.UndecodableMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.rocketmq.client.consumer.DefaultMQPullConsumer;
import org.apache.rocketmq.client.consumer.PullResult;
import org.apache.rocketmq.client.consumer.PullStatus;
import org.apache.rocketmq.common.MixAll;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;

/**
 * Follows the events of accounts: each queue from a place on, in its order. In the tools' own group, which every broker has,
 * and without committing an offset: following changes nothing for anybody. For one thread.
 */
@SuppressWarnings("deprecation") // The newer client takes part in a group and commits; this one reads what is asked.
public final class EventTail implements AutoCloseable {

    private static final int AT_ONCE = 32;
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final DefaultMQPullConsumer consumer;
    private final Consumer<String> refused;
    private final LatestSequences sequences = new LatestSequences();
    private final Map<MessageQueue, Long> next = new TreeMap<>();

    private EventTail(DefaultMQPullConsumer consumer, Consumer<String> refused) {
        this.consumer = consumer;
        this.refused = refused;
    }

    /**
     * @param since what was stored then or later; empty for what comes from now on
     * @param refused told in one line of each message that is no account event
     */
    public static EventTail open(BrokerAddress broker, Optional<Instant> since, Consumer<String> refused) {
        var consumer = new DefaultMQPullConsumer(MixAll.TOOLS_CONSUMER_GROUP, broker.account());
        consumer.setNamesrvAddr(broker.nameServers());
        consumer.setInstanceName("settlement-" + UUID.randomUUID());
        consumer.setConsumerPullTimeoutMillis(ANSWER.toMillis());
        var tail = new EventTail(consumer, refused);
        try {
            ask("reach the broker at " + broker, () -> {
                consumer.start();
                tail.find(since);
                return null;
            });
            return tail;
        } catch (RuntimeException away) {
            tail.close();
            throw away;
        }
    }

    private void find(Optional<Instant> since) throws Exception {
        for (var queue : consumer.fetchSubscribeMessageQueues(Topics.ACCOUNT_BALANCE_CHANGED)) {
            next.put(
                    queue,
                    since.isPresent()
                            ? consumer.searchOffset(
                                    queue, Math.max(0, since.get().toEpochMilli()))
                            : consumer.maxOffset(queue));
        }
    }

    /** What has come since the last look, up to a page of each queue; events that were told before are left out. */
    public List<ToldEvent> more() {
        List<ToldEvent> told = new ArrayList<>();
        next.replaceAll((queue, offset) -> {
            var pulled = ask("read " + queue, () -> consumer.pull(queue, "*", offset, AT_ONCE));
            found(pulled).flatMap(this::events).forEach(told::add);
            return pulled.getNextBeginOffset();
        });
        return told;
    }

    private static Stream<MessageExt> found(PullResult pulled) {
        return pulled.getPullStatus() == PullStatus.FOUND ? pulled.getMsgFoundList().stream() : Stream.empty();
    }

    private Stream<ToldEvent> events(MessageExt message) {
        try {
            var changed = AccountBalanceChanged.fromJson(message.getBody());
            return changed.events().stream().filter(sequences::isNew).map(event -> new ToldEvent(changed, event));
        } catch (UndecodableMessage other) {
            refused.accept("message " + message.getMsgId() + " is no account event: " + other.getMessage());
            return Stream.empty();
        }
    }

    private static <T> T ask(String what, Callable<T> call) {
        try {
            return call.call();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new BrokerTrouble("interrupted: " + what, stopping);
        } catch (Exception away) {
            var why = String.valueOf(away.getMessage()).lines().findFirst().orElse("");
            throw new BrokerTrouble("could not " + what + ": " + why, away);
        }
    }

    @Override
    public void close() {
        consumer.shutdown();
    }
}
