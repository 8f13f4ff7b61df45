package io.settlement.localstack.control;

import io.settlement.contract.AccountBalanceChanged;
import io.settlement.contract.Topics;
import io.settlement.localstack.Broker;
import io.settlement.localstack.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.consumer.DefaultLitePullConsumer;
import org.apache.rocketmq.client.exception.MQClientException;

/** A subscriber that has heard every event from the first on, and drops what it has seen, as the contract says. */
record ToldEvents(Broker broker) {

    private static final long POLL_MILLIS = 500;

    /**
     * Reads until every account has been told of up to its last line, or the time is up.
     *
     * @param lines the number of the last line of each account
     * @return what is amiss: a line that came before the one ahead of it, or never
     */
    List<String> missing(Map<Long, Long> lines, Duration patience) throws MQClientException {
        var account = broker.application();
        var consumer = new DefaultLitePullConsumer(
                Topics.NOTIFICATIONS_GROUP,
                new AclClientRPCHook(new SessionCredentials(account.user(), account.password())));
        consumer.setNamesrvAddr(broker.nameServer());
        consumer.setInstanceName(UUID.randomUUID().toString());
        consumer.setAutoCommit(false);
        consumer.start();
        try {
            var queues = consumer.fetchMessageQueues(Topics.ACCOUNT_BALANCE_CHANGED);
            consumer.assign(queues);
            for (var queue : queues) {
                consumer.seekToBegin(queue);
            }
            return read(consumer, lines, patience);
        } finally {
            consumer.shutdown();
        }
    }

    private static List<String> read(DefaultLitePullConsumer consumer, Map<Long, Long> lines, Duration patience) {
        Map<Long, Long> seen = new HashMap<>();
        List<String> amiss = new ArrayList<>();
        Deadline.in(patience).await(() -> {
            consumer.poll(POLL_MILLIS)
                    .forEach(message -> AccountBalanceChanged.fromJson(message.getBody())
                            .events()
                            .forEach(event -> {
                                long latest = seen.getOrDefault(event.accountId(), 0L);
                                if (event.sequence() > latest + 1) {
                                    amiss.add(event.accountId() + ": " + event.sequence() + " after " + latest);
                                }
                                seen.put(event.accountId(), Math.max(latest, event.sequence()));
                            }));
            return seen.equals(lines);
        });
        lines.forEach((account, last) -> {
            if (!last.equals(seen.get(account))) {
                amiss.add(account + ": told of " + seen.get(account) + " lines of " + last);
            }
        });
        return amiss;
    }
}
