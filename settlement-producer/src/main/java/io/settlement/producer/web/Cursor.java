package io.settlement.producer.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * Where a list goes on, as text that callers pass back without a look inside: some numbers, and a checksum over them and
 * the question that the list answers. It keeps mistakes out, not attackers: what it holds is checked like any input.
 */
final class Cursor {

    private static final String FIELD = "cursor";

    private Cursor() {}

    /** @param question everything that the list depends on; the cursor is refused for any other */
    static String of(String question, long... position) {
        var bytes = ByteBuffer.allocate(position.length * Long.BYTES + Integer.BYTES);
        for (long number : position) {
            bytes.putLong(number);
        }
        bytes.putInt(checksum(question, bytes.array(), bytes.position()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * The numbers of a cursor.
     *
     * @throws BadInput unless {@link #of} made the text for this question, with as many numbers
     */
    static long[] read(String text, String question, int numbers) {
        var bytes = ByteBuffer.wrap(decoded(text));
        if (bytes.remaining() != numbers * Long.BYTES + Integer.BYTES) {
            throw mangled();
        }
        var position = new long[numbers];
        for (int i = 0; i < numbers; i++) {
            position[i] = bytes.getLong();
        }
        // Compared as text: several texts decode to the same bytes.
        if (!of(question, position).equals(text)) {
            throw mangled();
        }
        return position;
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw mangled();
        }
    }

    private static BadInput mangled() {
        return new BadInput(FIELD, "the cursor is mangled, or was given for another list");
    }

    private static int checksum(String question, byte[] bytes, int length) {
        var sum = new CRC32C();
        sum.update(question.getBytes(StandardCharsets.UTF_8));
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }
}
