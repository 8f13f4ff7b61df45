package io.settlement.localstack;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.common.TopicConfig;
import org.apache.rocketmq.remoting.protocol.admin.TopicOffset;
import org.apache.rocketmq.remoting.protocol.body.AclInfo;
import org.apache.rocketmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import org.apache.rocketmq.tools.admin.DefaultMQAdminExt;

/**
 * Administers a RocketMQ 5 cluster, ours or a user's own: topics, consumer groups, accounts, offsets. Every change is made
 * on all masters. Not for the money path; one instance per short task, closed after it. Not thread-safe.
 */
public final class BrokerAdmin implements AutoCloseable {
    private static final Duration VISIBLE_DEADLINE = Duration.ofSeconds(20);
    private static final long REQUEST_MILLIS = 5_000;
    private static final String TRACE_TOPIC = "RMQ_SYS_TRACE_TOPIC";

    /** Where halves wait. The answer to a check-back is authorised against it, and dropped without a word if it may not. */
    private static final String HALF_TOPIC = "RMQ_SYS_TRANS_HALF_TOPIC";

    private static final String DEAD_LETTERS_OF = "%DLQ%";
    private static final String PARKED_HALVES = "TRANS_CHECK_MAX_TIME_TOPIC";

    private final DefaultMQAdminExt client;

    private BrokerAdmin(DefaultMQAdminExt client) {
        this.client = client;
    }

    /**
     * @param nameServer host:port, several separated by ';'
     * @throws EngineFailed if the client cannot be started; an unreachable cluster shows at the first call
     */
    public static BrokerAdmin connect(String nameServer, Credentials account) {
        DefaultMQAdminExt client = new DefaultMQAdminExt(
                new AclClientRPCHook(new SessionCredentials(account.user(), account.password())), REQUEST_MILLIS);
        client.setNamesrvAddr(nameServer);
        client.setInstanceName("admin-" + UUID.randomUUID());
        client.setAdminExtGroup("admin-" + UUID.randomUUID());
        new Request<>("start the admin client for " + nameServer, () -> {
                    client.start();
                    return null;
                })
                .send();
        return new BrokerAdmin(client);
    }

    /** Makes the topic on every master, or changes its number of queues; returns when the name server knows its route. */
    public void createTopic(String topic, int queues) {
        onMasters(
                "create topic " + topic,
                master -> client.createAndUpdateTopicConfig(master, new TopicConfig(topic, queues, queues)));
        if (!Deadline.in(VISIBLE_DEADLINE).await(() -> topicExists(topic))) {
            throw new EngineFailed("Topic " + topic + " was created, but the name server does not know its route.");
        }
    }

    /** Makes a consumer group on every master. A new group starts at the end of its topics: create it at deploy. */
    public void createGroup(String group) {
        SubscriptionGroupConfig settings = new SubscriptionGroupConfig();
        settings.setGroupName(group);
        onMasters("create group " + group, master -> client.createAndUpdateSubscriptionGroupConfig(master, settings));
    }

    /** Removes a consumer group from every master, and with it what it has acknowledged. */
    public void deleteGroup(String group) {
        onMasters("delete group " + group, master -> client.deleteSubscriptionGroup(master, group, true));
    }

    public boolean topicExists(String topic) {
        return Request.answers(
                () -> !client.examineTopicRouteInfo(topic).getQueueDatas().isEmpty());
    }

    /** Messages ever stored in the topic: the ends of its queues, summed. Delivered half messages count when committed. */
    public long endOffset(String topic) {
        return new Request<>("read the offsets of " + topic, () -> client.examineTopicStats(topic))
                .send().getOffsetTable().values().stream()
                        .mapToLong(TopicOffset::getMaxOffset)
                        .sum();
    }

    /** Bytes that the masters have stored and acknowledged, but that no reader of a queue can see yet: some milliseconds' worth. */
    public long bytesNotInQueues() {
        return new Request<>("read the progress of the masters", () -> {
                    long behind = 0;
                    for (String master : masters()) {
                        var stats = client.fetchBrokerRuntimeStats(master).getTable();
                        behind += Long.parseLong(stats.get("dispatchBehindBytes"));
                    }
                    return behind;
                })
                .send();
    }

    /** Messages of the topic that the group has not acknowledged. A group that never consumed has none. */
    public long lag(String group, String topic) {
        return new Request<>("read the lag of " + group, () -> client.examineConsumeStats(group, topic))
                .send()
                .computeTotalDiff();
    }

    /** Sends the group back, or forward, to what was stored at this moment. The group must be connected. */
    public void resetGroup(String group, String topic, Instant moment) {
        new Request<>("reset " + group, () -> client.resetOffsetByTimestamp(topic, group, moment.toEpochMilli(), true))
                .send();
    }

    /** Removes the topic and its messages from the name server and every master. */
    public void deleteTopic(String topic) {
        new Request<>("delete topic " + topic, () -> {
                    client.deleteTopic(topic, cluster());
                    return null;
                })
                .send();
    }

    /**
     * Makes the account, or sets its password, and gives it these topics and groups, message traces and check-backs. Rights
     * that it had before and that are not named here stay.
     */
    public void allow(Credentials account, Collection<String> topics, Collection<String> groups) {
        AclInfo rights = rights(account, topics, groups);
        onMasters("allow " + account.user(), master -> {
            if (client.getUser(master, account.user()) == null) {
                client.createUser(master, account.user(), account.password(), "Normal");
            } else {
                client.updateUser(master, account.user(), account.password(), "Normal", "enable");
            }
            if (client.getAcl(master, rights.getSubject()) == null) {
                client.createAcl(master, rights);
            } else {
                client.updateAcl(master, rights);
            }
        });
    }

    /** Get, because a client reads the ends of its queues; without it a new group starts with an error per queue. */
    private static AclInfo rights(Credentials account, Collection<String> topics, Collection<String> groups) {
        List<String> own = Stream.concat(
                        topics.stream().map(topic -> "Topic:" + topic),
                        groups.stream().map(group -> "Group:" + group))
                .toList();
        List<String> shared = List.of("Topic:" + TRACE_TOPIC, "Topic:" + HALF_TOPIC);
        String subject = "User:" + account.user();
        AclInfo rights = AclInfo.of(subject, own, List.of("Pub", "Sub", "Get"), List.of(), "Allow");
        add(rights, AclInfo.of(subject, shared, List.of("Pub"), List.of(), "Allow"));
        add(rights, AclInfo.of(subject, watched(groups), List.of("Get"), List.of(), "Allow"));
        return rights;
    }

    /** Where messages end up that somebody must look at. Get tells how many there are, and gives none away. */
    private static List<String> watched(Collection<String> groups) {
        return Stream.concat(groups.stream().map(group -> DEAD_LETTERS_OF + group), Stream.of(PARKED_HALVES))
                .map(topic -> "Topic:" + topic)
                .toList();
    }

    private static void add(AclInfo rights, AclInfo more) {
        rights.getPolicies()
                .get(0)
                .getEntries()
                .addAll(more.getPolicies().get(0).getEntries());
    }

    /** Returns at once. The client needs up to three seconds to end its threads, which hold nothing that is waited for. */
    @Override
    public void close() {
        Thread ending = new Thread(client::shutdown, "end-" + client.getInstanceName());
        ending.setDaemon(true);
        ending.start();
    }

    /** Whether a master is registered and accepts this account. */
    boolean answers() {
        return Request.answers(() -> {
            for (String master : masters()) {
                client.getUser(master, "settlement_admin");
            }
            return !masters().isEmpty();
        });
    }

    private void onMasters(String what, MasterAction action) {
        new Request<>(what, () -> {
                    List<String> masters = masters();
                    if (masters.isEmpty()) {
                        throw new EngineFailed("No broker is registered at the name server.");
                    }
                    for (String master : masters) {
                        action.on(master);
                    }
                    return null;
                })
                .send();
    }

    private List<String> masters() throws Exception {
        return client.examineBrokerClusterInfo().getBrokerAddrTable().values().stream()
                .map(broker -> broker.getBrokerAddrs().get(0L))
                .filter(address -> address != null)
                .toList();
    }

    private String cluster() throws Exception {
        return client.examineBrokerClusterInfo().getClusterAddrTable().keySet().stream()
                .collect(Collectors.joining(","));
    }

    /** A change made on one master. */
    @FunctionalInterface
    private interface MasterAction {
        void on(String master) throws Exception;
    }

    /** One request to the cluster: what it is for, and how its many checked exceptions become one. */
    private record Request<T>(String what, Callable<T> call) {
        T send() {
            try {
                return call.call();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new EngineFailed("Interrupted: " + what, interrupted);
            } catch (EngineFailed already) {
                throw already;
            } catch (Exception refused) {
                throw new EngineFailed("Could not " + what + ": " + refused.getMessage(), refused);
            }
        }

        static boolean answers(Callable<Boolean> question) {
            try {
                return question.call();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            } catch (Exception no) {
                return false;
            }
        }
    }
}
