package io.settlement.operator;

import io.settlement.contract.Topics;
import io.settlement.contract.TransfersDebited;
import io.settlement.contract.UndecodableMessage;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.TransferId;
import io.settlement.operator.messaging.StoredMessage;
import io.settlement.operator.replay.Selected;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stored messages name. Bodies are untrusted: one that is no notice is listed and never guessed at.
 *
 * @param undecodable a line for each message that is no notice
 * @param others messages of topics that are not ours, left alone
 */
record Notices(List<TransfersDebited> all, List<String> undecodable, int others) {

    private static final int SHOWN_OF_A_BODY = 60;

    static Notices in(List<StoredMessage> messages) {
        List<TransfersDebited> all = new ArrayList<>();
        List<String> undecodable = new ArrayList<>();
        int others = 0;
        for (var message : messages) {
            if (!message.meantFor().orElse(Topics.TRANSFERS_DEBITED).equals(Topics.TRANSFERS_DEBITED)) {
                others++;
                continue;
            }
            try {
                all.add(TransfersDebited.fromJson(message.body()));
            } catch (UndecodableMessage wrong) {
                undecodable.add(line(message, wrong));
            }
        }
        return new Notices(all, undecodable, others);
    }

    /** Each transfer once, with the batch of the first notice that names it. */
    Selected selected() {
        Map<TransferId, Optional<BatchId>> batches = new LinkedHashMap<>();
        all.forEach(notice -> notice.transferIds()
                .forEach(id -> batches.putIfAbsent(new TransferId(id), Optional.of(new BatchId(notice.batchId())))));
        return new Selected(batches);
    }

    List<String> lines(String topic) {
        List<String> lines = new ArrayList<>(undecodable);
        int messages = all.size() + undecodable.size() + others;
        lines.add("%d messages in %s: %d notices, %d undecodable, %d of other topics"
                .formatted(messages, topic, all.size(), undecodable.size(), others));
        return lines;
    }

    private static String line(StoredMessage message, UndecodableMessage wrong) {
        var body = new String(message.body(), StandardCharsets.UTF_8);
        var shown = body.substring(0, Math.min(body.length(), SHOWN_OF_A_BODY)).replaceAll("[^\\x20-\\x7e]", ".");
        return "  undecodable message %s, stored %s, %d bytes, %s: %s"
                .formatted(message.id(), message.storedAt(), message.body().length, wrong.getMessage(), shown);
    }
}
