package io.settlement.consumer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.settlement.consumer.events.EventPublisher;
import io.settlement.consumer.events.EventsConfiguration;
import io.settlement.consumer.messaging.TestEventTopic;
import io.settlement.contract.AccountBalanceChanged;
import io.settlement.faults.Checkpoints;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.ShardingProperties.Database;
import io.settlement.testing.LedgerNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** An event relay in a process of its own, to be killed before or after it has published. */
final class RelayProcess {

    static final String BEFORE = "before-publishing";
    static final String AFTER = "published-cursor-not-moved";

    private RelayProcess() {}

    /** @param arguments name server, user, password, cluster id, slot map, then URL, user, password of control and shards */
    public static void main(String[] arguments) throws InterruptedException {
        List<Database> databases = new ArrayList<>();
        for (int i = 5; i < arguments.length; i += 3) {
            databases.add(new Database(arguments[i], arguments[i + 1], arguments[i + 2]));
        }
        var shards = databases.subList(1, databases.size());
        var node = new LedgerNode(new ShardingProperties(arguments[3], arguments[4], databases.get(0), shards, 4), 40);
        var properties = EventRelayIT.properties();
        var topic = new TestEventTopic(arguments[0], arguments[1], arguments[2]);
        EventsConfiguration.relay(
                        node.ledger(),
                        node.database(),
                        new Stopping(topic.publisher(properties)),
                        properties,
                        new SimpleMeterRegistry(),
                        Clock.systemUTC(),
                        "child")
                .start();
        Thread.currentThread().join();
    }

    /** Publishes between two checkpoints. */
    private record Stopping(EventPublisher publisher) implements EventPublisher {
        @Override
        public void publish(AccountBalanceChanged message) {
            Checkpoints.reached(BEFORE);
            publisher.publish(message);
            Checkpoints.reached(AFTER);
        }

        @Override
        public void close() {
            publisher.close();
        }
    }
}
