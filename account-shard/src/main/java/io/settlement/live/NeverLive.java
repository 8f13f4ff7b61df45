package io.settlement.live;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What nobody sets while services run, whatever they call it, and why. */
enum NeverLive {
    TOPICS(
            "topic|group|queues",
            "topics and groups are never live: notices that lie under the old name would be lost from sight"),
    SHARDS(
            "shard|slot",
            "shards and slots are never live: each shard's own database says what it serves, and two maps at once could"
                    + " credit and refund one transfer"),
    ACKNOWLEDGEMENT(
            "ack|retr|deliver|flush|commit",
            "when a message counts as sent or read is never live: that no notice is lost between two rules hangs on it");

    private final Pattern names;
    private final String why;

    NeverLive(String names, String why) {
        this.names = Pattern.compile(names);
        this.why = why;
    }

    /** Why a setting of this name is refused; empty where it is only unknown. */
    static Optional<String> why(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(each -> each.names.matcher(lower).find())
                .map(each -> each.why)
                .findFirst();
    }
}
