package io.settlement.localstack.control;

import io.settlement.localstack.ProjectRoot;
import io.settlement.nacosconfig.Document;
import io.settlement.nacosconfig.FollowedDocument;
import io.settlement.nacosconfig.ServiceDocument;
import io.settlement.nacosconfig.SlotMapDocument;
import io.settlement.nacosconfig.UnusableDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Texts that may be published: each was held against the records that read it, and against what stands there before. */
final class CheckedDocuments {

    private static final long MOST_BYTES = 1 << 20;

    private CheckedDocuments() {}

    /** @throws Refused with everything that is wrong in any of them, before anything is done with one */
    static Map<Document, String> of(List<Path> files) {
        var documents = new LinkedHashMap<Document, String>();
        var troubles = new ArrayList<String>();
        for (var file : files) {
            try {
                var document = named(file);
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

    static Document named(Path file) {
        return Document.named(String.valueOf(file.getFileName()));
    }

    static List<Path> shippedOfServices() {
        return Document.all().stream()
                .filter(ServiceDocument.class::isInstance)
                .map(CheckedDocuments::shipped)
                .toList();
    }

    static Path shipped(Document document) {
        return ProjectRoot.locate().resolve("nacos-config").resolve(document.fileName());
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

    /** Slots do not move between shards: another map over an old one is nearly always a mistake. */
    static void requireSameSlotMap(Document document, String before, String wanted) {
        if (document == SlotMapDocument.INSTANCE && before != null && !isSameMap(before, wanted)) {
            throw new Refused(
                    document.dataId() + " says another map than the one in Nacos, and slots do not move between"
                            + " shards; --replace-slot-map publishes it all the same. Nothing was published.");
        }
    }

    private static boolean isSameMap(String before, String wanted) {
        try {
            return SlotMapDocument.INSTANCE.read(before).equals(SlotMapDocument.INSTANCE.read(wanted));
        } catch (UnusableDocument damaged) {
            return false;
        }
    }

    /** Every process that follows it would refuse it, and go on with what it has. */
    static void requireNotEmptied(Document document, String before, String wanted) {
        if (document instanceof FollowedDocument followed
                && isEmpty(followed, wanted)
                && before != null
                && !isEmpty(followed, before)) {
            throw new Refused(
                    document.fileName() + " is empty, and what stands in Nacos is not: services refuse to lift all"
                            + " of it at once; of flow rules a high count lifts the last one. Nothing was published.");
        }
    }

    private static boolean isEmpty(FollowedDocument document, String content) {
        try {
            return document.isEmpty(content);
        } catch (IllegalArgumentException damaged) {
            return true;
        }
    }
}
