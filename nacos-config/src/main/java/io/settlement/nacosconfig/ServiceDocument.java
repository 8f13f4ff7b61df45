package io.settlement.nacosconfig;

import io.settlement.consumer.events.EventsProperties;
import io.settlement.consumer.messaging.ListenerProperties;
import io.settlement.consumer.reconciliation.ProofProperties;
import io.settlement.consumer.settlement.SettlerProperties;
import io.settlement.consumer.sweeping.SweeperProperties;
import io.settlement.live.LiveProperties;
import io.settlement.producer.access.AccessProperties;
import io.settlement.producer.admission.AdmissionProperties;
import io.settlement.producer.batching.BatchingProperties;
import io.settlement.sharding.ShardingProperties;
import io.settlement.watch.WatchProperties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.boot.logging.LogLevel;

/** The settings of one service, by the records that it binds. */
public final class ServiceDocument implements Document {

    static final String LEVEL = "logging.level.";

    private static final String[] OF_SHARDING = {"cluster-id", "slot-map", "control", "shards"};
    private static final Settings POOL = Settings.of(ShardingProperties.PREFIX, ShardingProperties.class)
            .exceptFor(OF_SHARDING)
            .beside(SlotMapDocument.companionsOf(1, SlotMapDocument.ONE_SHARD));

    private static final Settings LIVE = Settings.of("settlement.live", LiveProperties.class)
            .exceptFor("folder")
            .beside(Map.of("settlement.live.folder", "live"));

    static final ServiceDocument PRODUCER = new ServiceDocument(
            "settlement-producer.yaml",
            List.of(
                    Settings.of("settlement.batching", BatchingProperties.class),
                    Settings.of("settlement.admission", AdmissionProperties.class),
                    Settings.of("settlement.access", AccessProperties.class).exceptFor("enabled"),
                    Settings.of("settlement.rocketmq", io.settlement.producer.messaging.RocketMqProperties.class)
                            .exceptFor("name-servers", "access-key", "secret-key"),
                    LIVE,
                    Settings.of("settlement.watch", WatchProperties.class),
                    POOL));

    static final ServiceDocument CONSUMER = new ServiceDocument(
            "settlement-consumer.yaml",
            List.of(
                    Settings.of("settlement.listener", ListenerProperties.class),
                    Settings.of("settlement.settler", SettlerProperties.class),
                    Settings.of("settlement.sweeper", SweeperProperties.class),
                    Settings.of("settlement.events", EventsProperties.class),
                    Settings.of("settlement.proof", ProofProperties.class),
                    Settings.of("settlement.rocketmq", io.settlement.consumer.messaging.RocketMqProperties.class)
                            .exceptFor("name-servers", "access-key", "secret-key"),
                    LIVE,
                    Settings.of("settlement.watch", WatchProperties.class),
                    POOL));

    private final String dataId;
    private final List<Settings> settings;

    private ServiceDocument(String dataId, List<Settings> settings) {
        this.dataId = dataId;
        this.settings = settings;
    }

    @Override
    public String dataId() {
        return dataId;
    }

    /** Without {@code logging.level}, whose keys are names of loggers. */
    @Override
    public SortedSet<String> keys() {
        var keys = new TreeSet<String>();
        settings.forEach(one -> keys.addAll(one.keys()));
        return keys;
    }

    /** Keys that the service binds and that may not stand here: addresses, secrets, whether the door is open. */
    SortedSet<String> keysOfOwnFile() {
        var keys = new TreeSet<String>();
        settings.forEach(one -> keys.addAll(one.keysOfOwnFile()));
        return keys;
    }

    List<Settings> settings() {
        return settings;
    }

    @Override
    public void check(String content) {
        var text = DocumentText.parse(dataId, content);
        var troubles = new ArrayList<String>();
        text.names().forEach(name -> checkName(text, name, troubles));
        if (troubles.isEmpty()) {
            settings.forEach(one -> Binding.check(text, one, troubles));
        }
        if (!troubles.isEmpty()) {
            throw new UnusableDocument(troubles);
        }
    }

    private void checkName(DocumentText text, String name, List<String> troubles) {
        if (name.startsWith(LEVEL)) {
            checkLevel(text, name, troubles);
        } else if (isOfOwnFile(name)) {
            troubles.add(text.trouble(name, name + " may not stand in Nacos; write it into each process's own file"));
        } else if (!keys().contains(name)) {
            troubles.add(text.trouble(name, name + " is no key of this document" + Nearest.hint(name, keys())));
        }
    }

    private boolean isOfOwnFile(String name) {
        return keysOfOwnFile().stream()
                .anyMatch(key -> name.equals(key) || name.startsWith(key + ".") || name.startsWith(key + "["));
    }

    private static void checkLevel(DocumentText text, String name, List<String> troubles) {
        var level = text.value(name);
        if (Arrays.stream(LogLevel.values()).noneMatch(each -> each.name().equalsIgnoreCase(level))) {
            troubles.add(text.trouble(
                    name, name + ": '" + level + "' is no level; write one of " + Arrays.toString(LogLevel.values())));
        }
    }
}
