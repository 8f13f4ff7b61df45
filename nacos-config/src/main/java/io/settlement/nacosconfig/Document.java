package io.settlement.nacosconfig;

import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** One document of Nacos: its dataId, the keys that may stand in it, and what makes it unusable. */
public sealed interface Document permits ServiceDocument, SlotMapDocument {

    String dataId();

    /** The keys that a README's table has to name, in the form in which they are written. */
    SortedSet<String> keys();

    /** @throws UnusableDocument naming everything that is wrong, with its line */
    void check(String content);

    /** Every document there is, in the order in which they are published. */
    static List<Document> all() {
        return List.of(ServiceDocument.PRODUCER, ServiceDocument.CONSUMER, SlotMapDocument.INSTANCE);
    }

    /** @throws UnusableDocument naming the documents that there are */
    static Document named(String dataId) {
        return all().stream()
                .filter(document -> document.dataId().equals(dataId))
                .findFirst()
                .orElseThrow(
                        () -> new UnusableDocument(List.of(dataId + ": nobody reads a document of this name; there are "
                                + all().stream().map(Document::dataId).collect(Collectors.joining(", ")))));
    }
}
