package io.settlement.load.door;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Up to a thousand transfers that are sent in one request. */
public record Bulk(List<Item> items) {

    private static final byte[] HEAD = "{\"transfers\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TAIL = "]}".getBytes(StandardCharsets.US_ASCII);

    /**
     * One transfer, rendered.
     *
     * @param transfer its position in the plan
     */
    public record Item(int transfer, String key, byte[] json) {}

    public Bulk {
        items = List.copyOf(items);
    }

    byte[] body() {
        int size = HEAD.length + TAIL.length;
        for (var item : items) {
            size += item.json().length + 1;
        }
        var body = new ByteArrayOutputStream(size);
        body.writeBytes(HEAD);
        for (int index = 0; index < items.size(); index++) {
            if (index > 0) {
                body.write(',');
            }
            body.writeBytes(items.get(index).json());
        }
        body.writeBytes(TAIL);
        return body.toByteArray();
    }
}
