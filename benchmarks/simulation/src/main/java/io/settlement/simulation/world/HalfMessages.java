package io.settlement.simulation.world;

import io.settlement.contract.Topics;
import io.settlement.contract.TransfersDebited;
import io.settlement.producer.batching.Announcer;
import io.settlement.producer.messaging.HalfMessageListener;
import io.settlement.simulation.steps.Operation;
import io.settlement.simulation.steps.Phase;
import org.apache.rocketmq.common.message.Message;

/** As RocketMQ's client does it: the half is stored, the debit runs on the same thread, its end is sent one-way. */
final class HalfMessages implements Announcing {

    @Override
    public Announcer over(Broker broker, Faults faults, HalfMessageListener listener) {
        return (notice, debit) -> {
            faults.reach(Operation.HALF_MESSAGE, Phase.ASKED);
            var stored = broker.send(messageOf(notice));
            faults.reach(Operation.HALF_MESSAGE, Phase.DONE);
            stored.ifPresent(half -> {
                var state = listener.executeLocalTransaction(half.message(), debit);
                faults.reach(Operation.END_OF_HALF, Phase.ASKED);
                broker.end(half, state);
                faults.reach(Operation.END_OF_HALF, Phase.DONE);
            });
        };
    }

    static Message messageOf(TransfersDebited notice) {
        return new Message(Topics.TRANSFERS_DEBITED, notice.toJson());
    }
}
