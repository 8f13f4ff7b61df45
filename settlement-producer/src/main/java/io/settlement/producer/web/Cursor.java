package io.settlement.producer.web;

import io.settlement.ledger.TransferQuery;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * The text in which a caller carries a place in a list from page to page. It holds the place and a checksum over place
 * and query, so that a mangled one, or one of another list, is refused instead of showing something else. It grants
 * nothing, so it need not be secret.
 */
final class Cursor {

    private static final int BYTES = Long.BYTES + Integer.BYTES;

    private Cursor() {}

    static String text(long place, TransferQuery query) {
        var bytes = ByteBuffer.allocate(BYTES).putLong(place).putInt(checksum(place, query));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** @throws BadInput naming the cursor where the text is not one of this query */
    static long read(String text, TransferQuery query) {
        try {
            long place = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)).getLong();
            if (text(place, query).equals(text)) {
                return place;
            }
        } catch (IllegalArgumentException | BufferUnderflowException mangled) {
            // Too short or not base64: all the same to the caller.
        }
        throw new BadInput("cursor", "cursor is not the nextCursor of a page of this list");
    }

    private static int checksum(long place, TransferQuery query) {
        var crc = new CRC32();
        crc.update((place + " " + query).getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }
}
