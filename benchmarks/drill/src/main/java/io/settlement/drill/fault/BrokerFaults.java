package io.settlement.drill.fault;

import io.settlement.drill.fault.Fault.Struck;
import io.settlement.drill.system.Part;
import java.util.List;

/** Messages that are gone, and messages that come again. */
final class BrokerFaults {

    /** Deletes what the broker has stored; events that nobody had taken yet go with it. */
    static final String DELETE_STORE = "delete-broker-store";

    private static final int SECONDS = 5;

    private BrokerFaults() {}

    static List<Fault> all() {
        return List.of(deleteStore(), deliverAgain(), newConsumerGroup(), poison());
    }

    private static Fault deleteStore() {
        var holds = "every message is gone: the sweeper ends what is open, from the tables alone";
        return new Fault(DELETE_STORE, holds, SECONDS, target -> {
            var broker = target.any("broker");
            broker.kill();
            target.system().deleteBrokerStore();
            return new Struck(broker.name(), () -> {
                broker.start();
                target.system().makeTopics();
            });
        });
    }

    private static Fault deliverAgain() {
        var holds = "the consumers are given again what they have had: nothing moves twice";
        return new Fault("deliver-again", holds, SECONDS, target -> {
            target.system().deliverAgain();
            return new Struck("consumer group", () -> {});
        });
    }

    private static Fault newConsumerGroup() {
        var holds = "a group that nobody knows begins at the end: the sweeper ends what it is not told of";
        return new Fault("new-consumer-group", holds, SECONDS, target -> {
            var consumers = target.running("consumer");
            consumers.forEach(Part::kill);
            target.system().renewConsumerGroup();
            return new Struck("consumer group", () -> consumers.forEach(Part::start));
        });
    }

    private static Fault poison() {
        var holds = "undecodable, forged and repeated messages: they move nothing and hold nobody up";
        return new Fault("poison-messages", holds, SECONDS, target -> {
            var bodies = PoisonMessages.among(target.system().shards());
            target.system().announce(bodies);
            return new Struck(bodies.size() + " messages", () -> {});
        });
    }
}
