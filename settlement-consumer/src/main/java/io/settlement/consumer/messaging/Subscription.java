package io.settlement.consumer.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.ledger.TransferId;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps this process subscribed to the notices. While the name server is away it tries again on a thread of its own, and
 * the service works from the database alone; once started, RocketMQ's client finds its broker again by itself.
 */
public final class Subscription implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Subscription.class);

    private final RocketMqClients clients;
    private final ListenerProperties properties;
    private final Consumer<Collection<TransferId>> settle;
    private final PullPause pause;
    private final MeterRegistry registry;
    private ScheduledExecutorService starter;
    private volatile DefaultMQProducer producer;
    private DefaultMQPushConsumer consumer;

    Subscription(
            RocketMqClients clients,
            ListenerProperties properties,
            Consumer<Collection<TransferId>> settle,
            PullPause pause,
            MeterRegistry registry) {
        this.clients = clients;
        this.properties = properties;
        this.settle = settle;
        this.pause = pause;
        this.registry = registry;
    }

    @Override
    public synchronized void start() {
        starter = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "subscribe");
            thread.setDaemon(true);
            return thread;
        });
        starter.scheduleWithFixedDelay(
                this::subscribe, 0, properties.startRetry().toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void subscribe() {
        if (starter == null) {
            return;
        }
        try {
            if (producer == null) {
                producer = started(clients.deadLetterProducer());
            }
            if (consumer == null) {
                consumer = started(clients.consumer(
                        new TransfersDebitedListener(settle, new DeadLetterTopic(producer, registry))));
                log.info("subscribed");
            }
            starter.shutdown();
        } catch (MQClientException | RuntimeException away) {
            log.warn("not subscribed yet, the sweeper works meanwhile: {}", away.toString());
        }
    }

    private static DefaultMQProducer started(DefaultMQProducer client) throws MQClientException {
        client.start();
        return client;
    }

    /** A client whose start failed cannot be started again: the next try makes a new one. */
    private DefaultMQPushConsumer started(DefaultMQPushConsumer client) throws MQClientException {
        try {
            pause.heldTo(client);
            client.start();
            return client;
        } catch (MQClientException | RuntimeException failed) {
            client.shutdown();
            throw failed;
        }
    }

    /** Takes no more messages, and waits for the calls under way. */
    @Override
    public synchronized void stop() {
        if (starter != null) {
            starter.shutdownNow();
        }
        if (consumer != null) {
            consumer.shutdown();
        }
        if (producer != null) {
            producer.shutdown();
        }
        starter = null;
        consumer = null;
        producer = null;
    }

    /** A started client for who only looks. Waits for nothing: a start under way may take long. */
    DefaultMQProducer client() {
        var started = producer;
        if (started == null) {
            throw new IllegalStateException("the client has not started yet");
        }
        return started;
    }

    /** Whether messages are being taken. */
    public synchronized boolean isSubscribed() {
        return consumer != null;
    }

    @Override
    public synchronized boolean isRunning() {
        return starter != null;
    }
}
