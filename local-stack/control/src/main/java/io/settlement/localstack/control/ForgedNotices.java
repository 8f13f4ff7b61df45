package io.settlement.localstack.control;

import io.settlement.contract.Topics;
import io.settlement.localstack.Broker;
import io.settlement.localstack.EngineFailed;
import java.util.List;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.Message;

/** Sends what no producer has: whoever holds the application's account can. */
final class ForgedNotices {

    private ForgedNotices() {}

    static void send(Broker broker, List<byte[]> bodies) {
        var account = broker.application();
        // Not the producers' own group: its members are asked for the fate of half messages.
        var producer = new DefaultMQProducer(
                Topics.DEAD_LETTER_GROUP,
                new AclClientRPCHook(new SessionCredentials(account.user(), account.password())));
        producer.setNamesrvAddr(broker.nameServer());
        producer.setInstanceName("forger");
        try {
            producer.start();
            for (var body : bodies) {
                var message = new Message(Topics.TRANSFERS_DEBITED, body);
                message.setKeys("forged");
                producer.send(message);
            }
        } catch (Exception refused) {
            throw new EngineFailed("the forged notices could not be sent: " + refused.getMessage(), refused);
        } finally {
            producer.shutdown();
        }
    }
}
