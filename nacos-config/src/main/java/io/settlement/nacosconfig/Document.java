package io.settlement.nacosconfig;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** One document of Nacos: its dataId, the keys that may stand in it, and what makes it unusable. */
public sealed interface Document permits ServiceDocument, SlotMapDocument, FollowedDocument {

    /** How a document is written. */
    enum Format {
        YAML,
        JSON
    }

    String dataId();

    default Format format() {
        return Format.YAML;
    }

    /** The file that it is shipped and kept in. */
    default String fileName() {
        return format() == Format.JSON ? dataId() + ".json" : dataId();
    }

    /** Whether {@code scripts/up} puts the shipped one in the place of another. */
    default boolean isReplacedAtStart() {
        return true;
    }

    /** The service that follows it while it runs; empty where it is read at starts only. */
    default Optional<String> followedBy() {
        return Optional.empty();
    }

    /** The keys that a README's table has to name, in the form in which they are written. */
    SortedSet<String> keys();

    /** @throws UnusableDocument naming everything that is wrong, with its line */
    void check(String content);

    /** Every document there is, in the order in which they are published. */
    static List<Document> all() {
        return List.of(
                ServiceDocument.PRODUCER,
                ServiceDocument.CONSUMER,
                SlotMapDocument.INSTANCE,
                FollowedDocument.FLOW_RULES,
                FollowedDocument.DEGRADE_RULES,
                FollowedDocument.PARAM_FLOW_RULES,
                FollowedDocument.SYSTEM_RULES,
                FollowedDocument.AUTHORITY_RULES,
                FollowedDocument.PRODUCER_SETTINGS,
                FollowedDocument.CONSUMER_SETTINGS);
    }

    /** @throws UnusableDocument naming the files that there are */
    static Document named(String fileName) {
        return all().stream()
                .filter(document -> document.fileName().equals(fileName))
                .findFirst()
                .orElseThrow(() ->
                        new UnusableDocument(List.of(fileName + ": nobody reads a document of this name; there are "
                                + all().stream().map(Document::fileName).collect(Collectors.joining(", ")))));
    }
}
