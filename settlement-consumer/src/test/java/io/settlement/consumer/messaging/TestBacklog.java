package io.settlement.consumer.messaging;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.springframework.util.unit.DataSize;

/** The service's own client with a listener that does not get on: what it takes into memory of a backlog. */
public final class TestBacklog {

    private TestBacklog() {}

    /** Messages held once nothing more is taken. What was held is acknowledged afterwards. */
    @SuppressWarnings("deprecation") // the only way to what a client holds
    public static long heldOf(String nameServers, String accessKey, String secretKey, int waiting, DataSize waitingSize)
            throws Exception {
        var broker = new RocketMqProperties(nameServers, accessKey, secretKey, false);
        var listener =
                new ListenerProperties(2, 32, waiting, waitingSize, Duration.ofSeconds(5), Duration.ofMillis(200));
        var getsOn = new CountDownLatch(1);
        var consumer = new RocketMqClients(broker, listener).consumer((messages, context) -> {
            try {
                getsOn.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.start();
        try {
            return settledValue(() ->
                    consumer.getDefaultMQPushConsumerImpl().getRebalanceImpl().getProcessQueueTable().values().stream()
                            .mapToLong(queue -> queue.getMsgCount().get())
                            .sum());
        } finally {
            getsOn.countDown();
            consumer.shutdown();
        }
    }

    private interface Count {
        long now();
    }

    /**
     * Once it is above zero and has not changed for a second. The first message may take more than 20 s: a client shares the queues anew at that
     * interval, and at its start the broker may still count another member of the group that has just gone.
     */
    private static long settledValue(Count count) throws InterruptedException {
        long before = 0;
        int quiet = 0;
        for (int i = 0; i < 600 && quiet < 10; i++) {
            Thread.sleep(100);
            long now = count.now();
            quiet = now > 0 && now == before ? quiet + 1 : 0;
            before = now;
        }
        return before;
    }
}
