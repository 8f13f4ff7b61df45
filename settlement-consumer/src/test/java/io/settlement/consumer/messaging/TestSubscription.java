package io.settlement.consumer.messaging;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.settlement.consumer.settlement.Settler;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** The service's own subscription over a settler of a test. */
public final class TestSubscription implements AutoCloseable {

    private final Subscription subscription;
    private final PullPause pause;

    private TestSubscription(Subscription subscription, PullPause pause) {
        this.subscription = subscription;
        this.pause = pause;
    }

    public static TestSubscription start(String nameServers, String accessKey, String secretKey, Settler settler)
            throws InterruptedException {
        var broker = new RocketMqProperties(nameServers, accessKey, secretKey, true);
        var listener = new ListenerProperties(
                4, 32, 512, DataSize.ofMegabytes(16), Duration.ofSeconds(2), Duration.ofMillis(200));
        var pause = new PullPause();
        var subscription = new Subscription(
                new RocketMqClients(broker, listener), listener, settler::settle, pause, new SimpleMeterRegistry());
        subscription.start();
        for (int i = 0; i < 100 && !subscription.isSubscribed(); i++) {
            Thread.sleep(100);
        }
        return new TestSubscription(subscription, pause);
    }

    public PullPause pause() {
        return pause;
    }

    public boolean isSubscribed() {
        return subscription.isSubscribed();
    }

    @Override
    public void close() {
        subscription.stop();
    }
}
