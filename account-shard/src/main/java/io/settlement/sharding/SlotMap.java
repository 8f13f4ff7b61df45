package io.settlement.sharding;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.Slot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which shard serves which slot. Written as {@code "0=0-247 1=248-495 ..."}: shard number, then the customer slots it
 * serves, as comma-separated numbers and ranges. Pinned slots are not written; they follow from the shard number.
 *
 * <p>Equal maps have one {@linkplain #canonicalText() canonical text} and therefore one {@linkplain #digest() digest}
 * however they were written down; the digest is what every money transaction compares with the shard's own head.
 */
public final class SlotMap {

    private static final Pattern RANGE = Pattern.compile("(\\d{1,4})(?:-(\\d{1,4}))?");
    private static final int UNMAPPED = -1;

    private final int[] shardBySlot;
    private final List<ShardId> shards;

    private SlotMap(int[] shardBySlot, List<ShardId> shards) {
        this.shardBySlot = shardBySlot;
        this.shards = shards;
    }

    /** The slots in equal, contiguous shares: the map of a new cluster. */
    public static SlotMap evenly(int shardCount) {
        var bySlot = new int[Slot.FIRST_PINNED];
        for (int slot = 0; slot < bySlot.length; slot++) {
            bySlot[slot] = (int) ((long) slot * shardCount / bySlot.length);
        }
        return new SlotMap(
                bySlot, IntStream.range(0, shardCount).mapToObj(ShardId::new).toList());
    }

    /** @throws IllegalArgumentException naming the slot that is missing, doubled or out of range */
    public static SlotMap parse(String text) {
        var bySlot = new int[Slot.FIRST_PINNED];
        Arrays.fill(bySlot, UNMAPPED);
        var shards = new TreeMap<ShardId, String>();
        for (var part : text.strip().split("\\s+")) {
            int equals = part.indexOf('=');
            if (equals < 1 || !part.substring(0, equals).matches("\\d{1,2}")) {
                throw new IllegalArgumentException("slot map: '" + part + "' is not of the form shard=slots");
            }
            var shard = new ShardId(Integer.parseInt(part.substring(0, equals)));
            if (shards.put(shard, part) != null) {
                throw new IllegalArgumentException("slot map: " + shard + " stands twice");
            }
            assign(bySlot, shard, part.substring(equals + 1));
        }
        int gap = IntStream.range(0, bySlot.length)
                .filter(slot -> bySlot[slot] == UNMAPPED)
                .findFirst()
                .orElse(-1);
        if (gap >= 0) {
            throw new IllegalArgumentException("slot map: slot " + gap + " is served by no shard");
        }
        return new SlotMap(bySlot, List.copyOf(shards.keySet()));
    }

    private static void assign(int[] bySlot, ShardId shard, String ranges) {
        for (var range : ranges.split(",")) {
            var matched = RANGE.matcher(range);
            if (!matched.matches()) {
                throw new IllegalArgumentException("slot map: '" + range + "' is not a slot or a range of slots");
            }
            int first = Integer.parseInt(matched.group(1));
            int last = matched.group(2) == null ? first : Integer.parseInt(matched.group(2));
            if (first > last || last >= Slot.FIRST_PINNED) {
                throw new IllegalArgumentException(
                        "slot map: '" + range + "' is not within 0-" + (Slot.FIRST_PINNED - 1));
            }
            for (int slot = first; slot <= last; slot++) {
                if (bySlot[slot] != UNMAPPED) {
                    throw new IllegalArgumentException("slot map: slot " + slot + " is served by two shards");
                }
                bySlot[slot] = shard.number();
            }
        }
    }

    public List<ShardId> shards() {
        return shards;
    }

    /** The customers' slots that a shard serves, ascending. */
    public List<Slot> slotsOf(ShardId shard) {
        return IntStream.range(0, shardBySlot.length)
                .filter(slot -> shardBySlot[slot] == shard.number())
                .mapToObj(Slot::new)
                .toList();
    }

    /** True for a slot of this map: a customers' slot, or the pinned slot of one of its shards. */
    public boolean serves(Slot slot) {
        return slot.isCustomers() || shards.contains(new ShardId(slot.number() - Slot.FIRST_PINNED));
    }

    /** @throws UnmappedSlot for the pinned slot of a shard that this map does not have */
    public ShardId shardOf(Slot slot) {
        if (!serves(slot)) {
            throw new UnmappedSlot(slot);
        }
        return new ShardId(slot.isCustomers() ? shardBySlot[slot.number()] : slot.number() - Slot.FIRST_PINNED);
    }

    /** The one text of this map: shards ascending, slots ascending, ranges as long as they can be. */
    public String canonicalText() {
        var text = new StringBuilder();
        for (var shard : shards) {
            text.append(text.isEmpty() ? "" : " ").append(shard.number()).append('=');
            appendRanges(text, shard.number());
        }
        return text.toString();
    }

    private void appendRanges(StringBuilder text, int shard) {
        boolean first = true;
        for (int slot = 0; slot < shardBySlot.length; slot++) {
            if (shardBySlot[slot] != shard) {
                continue;
            }
            int last = slot;
            while (last + 1 < shardBySlot.length && shardBySlot[last + 1] == shard) {
                last++;
            }
            text.append(first ? "" : ",").append(slot);
            if (last > slot) {
                text.append('-').append(last);
            }
            first = false;
            slot = last;
        }
    }

    /** SHA-256 of the canonical text, 64 hexadecimal digits. */
    public String digest() {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(canonicalText().getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SlotMap map && canonicalText().equals(map.canonicalText());
    }

    @Override
    public int hashCode() {
        return canonicalText().hashCode();
    }

    @Override
    public String toString() {
        return canonicalText();
    }
}
