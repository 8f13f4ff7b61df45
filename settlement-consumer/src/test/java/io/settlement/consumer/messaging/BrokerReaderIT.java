package io.settlement.consumer.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.contract.Topics;
import io.settlement.localstack.RocketMq;
import io.settlement.localstack.TestEngines;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BrokerReaderIT {

    @Test
    void countsTheNoticesThatNobodyHasReadAndTheMessagesOfATopicThatThereIsNot() throws Exception {
        RocketMq broker = TestEngines.rocketMq();
        try (var admin = broker.broker().admin()) {
            admin.createTopic(Topics.TRANSFERS_DEBITED, 4);
            admin.createGroup(Topics.CONSUMER_GROUP);
        }
        var client = client(broker.nameServer().address(), broker);
        try {
            var reader = new BrokerReader(() -> client);
            long before = reader.lag();
            for (int i = 0; i < 3; i++) {
                client.send(new Message(Topics.TRANSFERS_DEBITED, "unread".getBytes()));
            }
            assertThat(reader.lag()).isEqualTo(before + 3);
            assertThat(reader.stored("settlement-no-such-topic")).isZero();
            assertThat(new BrokerReader(() -> client).askBrokers())
                    .as("before anybody looked at the name server")
                    .isNotBlank();
            assertThat(reader.askNameServer()).isEqualTo(broker.nameServer().address());
            assertThat(reader.askBrokers()).isNotBlank();
        } finally {
            client.shutdown();
        }
    }

    @Test
    void aNameServerThatIsNotThereIsNoTopicThatIsNotThere() throws Exception {
        var client = client("127.0.0.1:1", TestEngines.rocketMq());
        try {
            var reader = new BrokerReader(() -> client);
            assertThatThrownBy(reader::askNameServer).hasMessageContaining(Topics.TRANSFERS_DEBITED);
            assertThatThrownBy(() -> reader.stored(Topics.SETTLEMENT_DEAD_LETTER))
                    .isNotNull();
            assertThatThrownBy(reader::askBrokers).hasMessageContaining("no broker is known");
        } finally {
            client.shutdown();
        }
    }

    private static DefaultMQProducer client(String nameServers, RocketMq broker) throws Exception {
        var account = broker.broker().application();
        var client = new DefaultMQProducer(
                "settlement-test", new AclClientRPCHook(new SessionCredentials(account.user(), account.password())));
        client.setNamesrvAddr(nameServers);
        client.start();
        return client;
    }
}
