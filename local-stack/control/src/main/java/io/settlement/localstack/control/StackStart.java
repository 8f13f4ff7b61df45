package io.settlement.localstack.control;

import io.settlement.localstack.Broker;
import io.settlement.localstack.Engine;
import io.settlement.localstack.PortTaken;
import io.settlement.localstack.PrivateFile;
import io.settlement.nacosconfig.Document;
import io.settlement.nacosconfig.SlotMapDocument;
import io.settlement.nacosconfig.UnusableDocument;
import io.settlement.sharding.SlotMap;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One start of a stack: engines side by side, each followed by what it must hold, then the services. What already runs is
 * left as it is. One use.
 */
final class StackStart {
    private static final int QUEUES = 8;

    private final Stack stack;
    private final Consumer<String> progress;
    private final List<SettlementService> services;
    private final List<Engine> missing;

    /** @param progress told what has been reached, a line each, from several threads */
    StackStart(Stack stack, Consumer<String> progress) {
        this(stack, stack.services(), progress);
    }

    /** @param services those to start; the others stay as they are */
    StackStart(Stack stack, List<SettlementService> services, Consumer<String> progress) {
        this.services = List.copyOf(services);
        this.stack = stack;
        this.progress = progress;
        this.missing =
                stack.members().stream().filter(member -> !member.isRunning()).toList();
    }

    boolean isNothingMissing() {
        return missing.isEmpty();
    }

    /** @throws Refused naming every port that somebody else listens on, and the option that moves it */
    void requireFreePorts() {
        var taken = missing.stream()
                .flatMap(member -> member.ports().stream())
                .filter(port -> !port.isFree())
                .map(PortTaken::messageFor)
                .collect(Collectors.joining("\n"));
        if (!taken.isEmpty()) {
            throw new Refused(taken);
        }
    }

    /** Returns when everything answers. If it cannot be, what this start has started is stopped again. */
    void run() throws Exception {
        try {
            Together.run(List.of(this::startDatabases, this::startRocketMq, this::startNacos));
            writeOperatorConfiguration();
            Together.run(Stream.concat(services.stream(), stack.prometheus().stream())
                    .<Together.Step>map(member -> () -> start(member))
                    .toList());
        } catch (Exception failed) {
            undo();
            throw failed;
        }
    }

    private void undo() {
        boolean interrupted = Thread.interrupted();
        StackStop.stop(missing.stream().map(Engine::process).toList());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeOperatorConfiguration() {
        PrivateFile.write(
                stack.data().configuration("operator"),
                new OperatorConfiguration(stack.databases(), stack.broker()).text());
    }

    private void startDatabases() throws Exception {
        var servers = stack.databases().servers();
        Together.run(servers.stream()
                .<Together.Step>map(server -> () -> start(server))
                .toList());
        stack.databases().prepare();
        OperatorKey.of(stack).prepare();
        progress.accept("databases are migrated, " + stack.settings().shards() + " shards are initialised");
    }

    private void startRocketMq() {
        start(stack.nameServer());
        start(stack.broker());
        makeTopics(stack.broker());
        progress.accept("topics and groups are there");
    }

    static void makeTopics(Broker broker) {
        try (var admin = broker.admin()) {
            Stack.TOPICS.stream()
                    .filter(topic -> !admin.topicExists(topic))
                    .forEach(topic -> admin.createTopic(topic, QUEUES));
            Stack.GROUPS.forEach(admin::createGroup);
        }
    }

    private void startNacos() throws IOException {
        start(stack.nacos());
        for (var document : Document.all()) {
            publish(document, document == SlotMapDocument.INSTANCE ? slotMap() : shipped(document));
        }
        progress.accept("service configurations are published");
    }

    /** The stack's own: the shipped one is an example for four shards. */
    private String slotMap() {
        return SlotMapDocument.INSTANCE.text(SlotMap.evenly(stack.settings().shards()));
    }

    private static String shipped(Document document) throws IOException {
        return Files.readString(CheckedDocuments.shipped(document));
    }

    private void publish(Document document, String content) {
        checked(document, content);
        var registry = stack.registry();
        if (!document.isReplacedAtStart() && registry.find(document.dataId()) != null) {
            return;
        }
        var before = registry.publish(document, content);
        if (before != null && !before.equals(content)) {
            progress.accept(document.dataId() + " in Nacos differed from what is shipped and was replaced");
        }
    }

    private static void checked(Document document, String content) {
        try {
            document.check(content);
        } catch (UnusableDocument wrong) {
            throw new Refused(wrong.getMessage(), wrong);
        }
    }

    private void start(Engine member) {
        long begin = System.nanoTime();
        member.start();
        if (missing.contains(member)) {
            progress.accept("%s answers after %.1f s"
                    .formatted(StackStop.nameOf(member.process()), (System.nanoTime() - begin) / 1e9));
        }
    }
}
