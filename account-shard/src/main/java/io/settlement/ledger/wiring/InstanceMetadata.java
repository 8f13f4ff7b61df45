package io.settlement.ledger.wiring;

import io.settlement.sharding.SlotMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an instance tells of itself where it registers, so that a console shows which of several is the odd one. */
public final class InstanceMetadata {

    private static final int SHOWN = 12;

    private InstanceMetadata() {}

    /**
     * @param version of the build
     * @param weight the share of calls that it asks for; 0 asks for none
     * @return version, weight, shards, and the first twelve digits of the slot map's digest, which stands in every shard_head
     */
    public static Map<String, String> of(String version, String weight, SlotMap slotMap) {
        var metadata = new LinkedHashMap<String, String>();
        metadata.put("version", version);
        metadata.put("weight", weight);
        metadata.put("shards", Integer.toString(slotMap.shards().size()));
        metadata.put("slotMapDigest", slotMap.digest().substring(0, SHOWN));
        return metadata;
    }
}
