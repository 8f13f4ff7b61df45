package io.settlement.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The notice that a batch has been debited, or is about to be. Not an authority: it names transfers, and what they are
 * is read from the source shard. Ids that stand in no table are normal (rejected, replayed, rolled back).
 *
 * <p>Body, UTF-8: {@code {"version":1,"batchId":"123","transferIds":["456","789"]}}. Ids are decimal strings of
 * positive 63-bit numbers; 1 to 1,024 of them. Members stand in this order, without white space.
 */
public record TransfersDebited(long batchId, List<Long> transferIds) {

    /** KEYS of the message: the batch id, then the transfer ids, so that the dashboard finds it by any of them. */
    public static final String KEY_SEPARATOR = " ";

    public static final int MAX_TRANSFERS = 1024;

    private static final int LONGEST_BODY = 64 + MAX_TRANSFERS * 22;
    private static final String ID = "[1-9][0-9]{0,18}";
    private static final Pattern BODY = Pattern.compile(
            "\\{\"version\":1,\"batchId\":\"(" + ID + ")\",\"transferIds\":\\[(\"" + ID + "\"(?:,\"" + ID + "\")*+)]}");

    public TransfersDebited {
        transferIds = List.copyOf(transferIds);
        if (transferIds.isEmpty() || transferIds.size() > MAX_TRANSFERS) {
            throw new IllegalArgumentException("a notice names 1 to " + MAX_TRANSFERS + " transfers");
        }
    }

    public byte[] toJson() {
        var json = new StringBuilder(64 + transferIds.size() * 22)
                .append("{\"version\":1,\"batchId\":\"")
                .append(batchId)
                .append("\",\"transferIds\":[");
        for (int i = 0; i < transferIds.size(); i++) {
            json.append(i == 0 ? "\"" : ",\"").append(transferIds.get(i)).append('"');
        }
        return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    public String keys() {
        var keys = new StringBuilder(20 * (transferIds.size() + 1)).append(batchId);
        transferIds.forEach(id -> keys.append(KEY_SEPARATOR).append(id));
        return keys.toString();
    }

    /** @throws UndecodableMessage for anything but the exact form above; the body is untrusted */
    public static TransfersDebited fromJson(byte[] body) {
        if (body == null || body.length > LONGEST_BODY) {
            throw new UndecodableMessage("body is missing or longer than " + LONGEST_BODY + " bytes");
        }
        var matched = BODY.matcher(new String(body, StandardCharsets.UTF_8));
        if (!matched.matches()) {
            throw new UndecodableMessage("body is not a transfers-debited notice of version 1");
        }
        try {
            return new TransfersDebited(Long.parseLong(matched.group(1)), ids(matched.group(2)));
        } catch (IllegalArgumentException outOfRange) {
            throw new UndecodableMessage("body has an id or a count that is out of range");
        }
    }

    private static List<Long> ids(String quoted) {
        List<Long> ids = new ArrayList<>();
        for (var id : quoted.split(",", -1)) {
            ids.add(Long.parseLong(id.substring(1, id.length() - 1)));
        }
        return ids;
    }
}
