package io.settlement.ledger.shard;

import io.settlement.ledger.LedgerInvariantViolated;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Postings of one customer account that one journal entry has written: {@code count} of them, numbered from {@code first}
 * without a gap, since the account's row is locked from the first to the last. Packed into 20 bytes, so that an entry names
 * its postings without an index on them, however many a merchant has in it.
 */
record PostingRun(long accountId, long first, int count) {

    private static final int BYTES = Long.BYTES + Long.BYTES + Integer.BYTES;

    long last() {
        return first + count - 1;
    }

    static byte[] pack(List<PostingRun> runs) {
        var bytes = ByteBuffer.allocate(runs.size() * BYTES);
        runs.forEach(run -> bytes.putLong(run.accountId).putLong(run.first).putInt(run.count));
        return bytes.array();
    }

    static List<PostingRun> unpack(byte[] packed) {
        if (packed.length % BYTES != 0) {
            throw new LedgerInvariantViolated(
                    "packed postings of an entry", "runs of " + BYTES + " bytes", packed.length + " bytes");
        }
        var bytes = ByteBuffer.wrap(packed);
        List<PostingRun> runs = new ArrayList<>();
        while (bytes.hasRemaining()) {
            runs.add(new PostingRun(bytes.getLong(), bytes.getLong(), bytes.getInt()));
        }
        return runs;
    }
}
