package io.settlement.consumer.messaging;

import java.util.Optional;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this process pulls no notices because an operator said so. Only all of them can be paused: a queue holds notices of
 * every shard. What was pulled goes its way, one pull of each queue that waits at the broker too, and the sweeper goes on.
 * To pull again asks the broker which queues are this process's. Safe for any number of threads.
 */
public final class PullPause {

    private static final Logger log = LoggerFactory.getLogger(PullPause.class);

    private Optional<String> reason = Optional.empty();
    private DefaultMQPushConsumer client;

    /** @param given why nothing is pulled; empty to pull */
    public synchronized void set(Optional<String> given) {
        boolean changes = given.isPresent() != reason.isPresent();
        reason = given;
        if (changes) {
            log.warn("notices are {}", isPaused() ? "not pulled any more: " + given.get() : "pulled again");
            if (client != null) {
                tell();
            }
        }
    }

    public synchronized boolean isPaused() {
        return reason.isPresent();
    }

    /** @param starting a client before its start, so that a paused one never pulls */
    synchronized void heldTo(DefaultMQPushConsumer starting) {
        client = starting;
        if (isPaused()) {
            tell();
        }
    }

    private void tell() {
        if (isPaused()) {
            client.suspend();
        } else {
            client.resume();
        }
    }
}
