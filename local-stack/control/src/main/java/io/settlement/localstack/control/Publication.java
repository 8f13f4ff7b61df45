package io.settlement.localstack.control;

import io.settlement.live.LiveDocument;
import io.settlement.localstack.Deadline;
import io.settlement.localstack.EngineFailed;
import io.settlement.nacosconfig.Document;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Checked documents on their way into a Nacos: over what was found there and over nothing else. */
final class Publication {

    /** A push is promised to be live within 2 s; busy machines are given more. */
    private static final Duration FOLLOWED_WITHIN = Duration.ofSeconds(15);

    private final Map<Document, String> wanted;
    private final Map<Document, String> before = new HashMap<>();
    private final NacosConnection connection;
    private final PrintStream out;

    /** Looks at what stands there. */
    Publication(Map<Document, String> wanted, NacosConnection connection, PrintStream out) {
        this.wanted = wanted;
        this.connection = connection;
        this.out = out;
        wanted.keySet().forEach(document -> before.put(document, connection.find(document.dataId())));
    }

    /** @param expected the sum that must stand there; null for any */
    void requireSafe(String expected, boolean replaceSlotMap) {
        wanted.forEach((document, text) -> {
            var found = before.get(document);
            if (expected != null && !expected.equals(LiveDocument.md5(found))) {
                throw new Refused(document.dataId() + " has md5 " + LiveDocument.md5(found) + " in Nacos, not "
                        + expected + ": somebody changed it. Nothing was published.");
            }
            if (!replaceSlotMap) {
                CheckedDocuments.requireSameSlotMap(document, found, text);
            }
            CheckedDocuments.requireNotEmptied(document, found, text);
        });
    }

    void showDifference() {
        wanted.forEach((document, text) -> {
            var found = before.get(document);
            out.println(document.dataId() + " has md5 " + LiveDocument.md5(found) + " in Nacos"
                    + (text.equals(found) ? ", the same" : "; to be published is md5 " + LiveDocument.md5(text)));
            LineDifference.of(found == null ? "" : found, text).forEach(out::println);
        });
    }

    void publish() {
        wanted.forEach((document, text) -> {
            var found = before.get(document);
            connection.replace(document, found, text);
            var md5 = LiveDocument.md5(text);
            out.println(document.dataId()
                    + (text.equals(found)
                            ? " stands in Nacos already, md5 " + md5
                            : " is published and read back, md5 " + md5
                                    + (found == null
                                            ? "; it was not there before"
                                            : "; it was " + LiveDocument.md5(found))));
        });
    }

    /** @throws EngineFailed naming who does not run what was published, and why */
    void awaitFollowers() {
        wanted.forEach((document, text) ->
                document.followedBy().ifPresent(service -> awaitFollowers(document, service, LiveDocument.md5(text))));
    }

    private void awaitFollowers(Document document, String service, String md5) {
        var latest = new AtomicReference<List<Follower>>();
        Deadline.in(FOLLOWED_WITHIN).await(() -> {
            latest.set(new Followers(connection).of(document));
            return latest.get().stream().allMatch(follower -> follower.runs(md5) || follower.refuses(md5));
        });
        if (!latest.get().stream().allMatch(follower -> follower.runs(md5))) {
            throw new EngineFailed(document.dataId() + " is published, and is not run by "
                    + latest.get().stream()
                            .filter(follower -> !follower.runs(md5))
                            .map(follower -> follower.text(md5))
                            .collect(Collectors.joining("; ")));
        }
        var processes = latest.get().stream().map(Follower::process).collect(Collectors.joining(", "));
        out.println(document.dataId() + " is run by "
                + (processes.isEmpty() ? "nobody: no " + service + " is registered" : processes));
    }
}
