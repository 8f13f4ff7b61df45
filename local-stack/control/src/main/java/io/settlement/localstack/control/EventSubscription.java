package io.settlement.localstack.control;

import io.settlement.contract.AccountBalanceChanged;
import io.settlement.contract.AccountEvent;
import io.settlement.contract.Topics;
import io.settlement.drill.history.Line;
import io.settlement.drill.system.DrilledSystem.Event;
import io.settlement.localstack.Credentials;
import io.settlement.localstack.EngineFailed;
import java.util.function.Consumer;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;

/** A subscriber of all account events, from the first message that the topic has. */
final class EventSubscription implements AutoCloseable {

    private final DefaultMQPushConsumer consumer;

    private EventSubscription(DefaultMQPushConsumer consumer) {
        this.consumer = consumer;
    }

    static EventSubscription start(String name, String nameServer, Credentials account, Consumer<Event> listener) {
        var login = new AclClientRPCHook(new SessionCredentials(account.user(), account.password()));
        var consumer = new DefaultMQPushConsumer(Topics.NOTIFICATIONS_GROUP, login);
        consumer.setNamesrvAddr(nameServer);
        consumer.setInstanceName(name);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.registerMessageListener((MessageListenerOrderly) (messages, context) -> {
            messages.forEach(message -> AccountBalanceChanged.fromJson(message.getBody())
                    .events()
                    .forEach(event -> listener.accept(told(event))));
            return ConsumeOrderlyStatus.SUCCESS;
        });
        try {
            consumer.subscribe(Topics.ACCOUNT_BALANCE_CHANGED, "*");
            consumer.start();
        } catch (MQClientException refused) {
            throw new EngineFailed("the drill cannot subscribe to account events: " + refused.getMessage(), refused);
        }
        return new EventSubscription(consumer);
    }

    @Override
    public void close() {
        consumer.shutdown();
    }

    private static Event told(AccountEvent event) {
        var line = new Line(
                event.sequence(),
                event.kind().name(),
                event.amount().unscaledValue().longValueExact(),
                event.balanceAfter().unscaledValue().longValueExact(),
                event.transferId());
        return new Event(event.accountId(), line);
    }
}
