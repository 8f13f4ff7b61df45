package io.settlement.subscriber;

import io.settlement.contract.Topics;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.remoting.RPCHook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** One consumer per purpose, started as soon as the name server answers. */
final class Subscriptions implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Subscriptions.class);

    private final BrokerProperties broker;
    private final SubscriberProperties properties;
    private final Notices notices;
    private final Set<Purpose> missing = EnumSet.noneOf(Purpose.class);
    private final List<DefaultMQPushConsumer> consumers = new ArrayList<>();
    private ScheduledExecutorService starter;

    Subscriptions(BrokerProperties broker, SubscriberProperties properties, Notices notices) {
        this.broker = broker;
        this.properties = properties;
        this.notices = notices;
    }

    @Override
    public synchronized void start() {
        if (properties.notifications()) {
            missing.add(Purpose.NOTIFICATION);
        }
        if (properties.settlementNotices()) {
            missing.add(Purpose.SETTLEMENT_NOTICE);
        }
        // Not a daemon: nothing else keeps this process alive while the name server is away.
        starter = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "subscribe"));
        long millis = properties.startRetry().toMillis();
        starter.scheduleWithFixedDelay(this::subscribe, 0, millis, TimeUnit.MILLISECONDS);
    }

    private synchronized void subscribe() {
        List.copyOf(missing).forEach(this::subscribe);
    }

    /** A client whose start failed cannot be started again: the next try makes a new one. */
    private void subscribe(Purpose purpose) {
        var consumer = consumer(purpose);
        try {
            consumer.subscribe(Topics.ACCOUNT_BALANCE_CHANGED, purpose.tags());
            consumer.start();
            consumers.add(consumer);
            missing.remove(purpose);
            log.info("subscribed {} to {}", purpose, purpose.tags());
        } catch (MQClientException | RuntimeException away) {
            consumer.shutdown();
            log.warn("{} is not subscribed yet: {}", purpose, away.toString());
        }
    }

    private DefaultMQPushConsumer consumer(Purpose purpose) {
        var consumer = new DefaultMQPushConsumer(purpose.group(), account());
        consumer.setNamesrvAddr(broker.nameServers());
        consumer.setInstanceName(purpose + "-" + properties.instance());
        consumer.setMessageModel(purpose.model());
        consumer.setConsumeMessageBatchMaxSize(1);
        consumer.registerMessageListener(
                new EventListener(purpose, new SeenSequences(properties.rememberedAccounts()), notices));
        return consumer;
    }

    private RPCHook account() {
        return broker.hasAccount()
                ? new AclClientRPCHook(new SessionCredentials(broker.accessKey(), broker.secretKey()))
                : null;
    }

    @Override
    public synchronized void stop() {
        starter.shutdownNow();
        consumers.forEach(DefaultMQPushConsumer::shutdown);
        consumers.clear();
        missing.clear();
        starter = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return starter != null;
    }

    synchronized boolean isSubscribed() {
        return isRunning() && missing.isEmpty();
    }
}
