package io.settlement.localstack.control;

import io.settlement.localstack.ProjectRoot;
import io.settlement.nacosconfig.Document;
import io.settlement.nacosconfig.SlotMapDocument;
import io.settlement.nacosconfig.UnusableDocument;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes documents, after all of them have been held against the records that read them. */
@Command(
        name = "publish-config",
        description = "Checks documents, publishes them to Nacos and reads them back.",
        footer = {
            "Without FILE: all documents in nacos-config/ but the slot map, which is published only by name. A file is",
            "published under its own name, which must be one of nacos-config/. Nothing is published unless everything is",
            "in order. Exit code 0 done, 1 Nacos failed, 2 refused."
        })
final class PublishConfigCommand implements Callable<Integer> {

    private static final long MOST_BYTES = 1 << 20;

    @Mixin
    private NacosOption nacos;

    @Option(names = "--dry-run", description = "check only; asks no Nacos")
    private boolean dryRun;

    @Option(
            names = "--replace-slot-map",
            description = "replace another slot map: no shard serves it until it says so too")
    private boolean replaceSlotMap;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "documents to publish")
    private List<Path> files = List.of();

    private final PrintStream out;
    private final Map<String, String> environment;

    /** @param environment where a password may stand */
    PublishConfigCommand(PrintStream out, Map<String, String> environment) {
        this.out = out;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var documents = checked(files.isEmpty() ? allButSlotMap() : files);
        if (dryRun) {
            documents.forEach((document, text) ->
                    out.println(document.dataId() + " is in order, md5 " + Md5.of(text) + "; nothing was published"));
            return ExitCode.DONE;
        }
        var access = nacos.access(environment);
        try (var connection = new NacosConnection(() -> access)) {
            requireSameSlotMap(documents, connection);
            documents.forEach((document, text) -> publish(connection, document, text));
        }
        return ExitCode.DONE;
    }

    /** Everything that is wrong in any of them, before anything is done with one. */
    private static Map<Document, String> checked(List<Path> files) {
        var documents = new LinkedHashMap<Document, String>();
        var troubles = new ArrayList<String>();
        for (var file : files) {
            try {
                var document = Document.named(String.valueOf(file.getFileName()));
                var text = read(file);
                document.check(text);
                if (documents.put(document, text) != null) {
                    troubles.add(document.dataId() + " is named twice.");
                }
            } catch (UnusableDocument | Refused wrong) {
                troubles.add(wrong.getMessage());
            }
        }
        if (!troubles.isEmpty()) {
            throw new Refused(String.join("\n", troubles));
        }
        return documents;
    }

    private void publish(NacosConnection connection, Document document, String text) {
        var before = connection.publish(document.dataId(), text);
        var md5 = Md5.of(text);
        out.println(document.dataId()
                + (text.equals(before)
                        ? " stands in Nacos already, md5 " + md5
                        : " is published and read back, md5 " + md5
                                + (before == null ? "; it was not there before" : "; it was " + Md5.of(before))));
    }

    /** Slots do not move between shards: another map over an old one is nearly always a mistake. */
    private void requireSameSlotMap(Map<Document, String> documents, NacosConnection connection) {
        var map = SlotMapDocument.INSTANCE;
        var wanted = documents.get(map);
        var before = wanted == null || replaceSlotMap ? null : connection.find(map.dataId());
        if (before != null && !isSame(map, before, wanted)) {
            throw new Refused(map.dataId() + " says another map than the one in Nacos, and slots do not move between"
                    + " shards; --replace-slot-map publishes it all the same. Nothing was published.");
        }
    }

    private static boolean isSame(SlotMapDocument map, String before, String wanted) {
        try {
            return map.read(before).equals(map.read(wanted));
        } catch (UnusableDocument damaged) {
            return false;
        }
    }

    private static List<Path> allButSlotMap() {
        return Document.all().stream()
                .filter(document -> document != SlotMapDocument.INSTANCE)
                .map(PublishConfigCommand::shipped)
                .toList();
    }

    static Path shipped(Document document) {
        return ProjectRoot.locate().resolve("nacos-config").resolve(document.dataId());
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new Refused(file + " is larger than " + MOST_BYTES + " bytes.");
            }
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new Refused(file + " cannot be read, or is no UTF-8.", unreadable);
        }
    }
}
