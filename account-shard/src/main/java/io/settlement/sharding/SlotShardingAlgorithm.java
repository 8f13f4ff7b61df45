package io.settlement.sharding;

import io.settlement.ledger.Slot;
import java.util.Collection;
import java.util.Properties;
import org.apache.shardingsphere.sharding.api.sharding.standard.PreciseShardingValue;
import org.apache.shardingsphere.sharding.api.sharding.standard.RangeShardingValue;
import org.apache.shardingsphere.sharding.api.sharding.standard.StandardShardingAlgorithm;

/**
 * Routes a row to the database of its slot. A class, not an inline expression: measured at twice the rate, and it can
 * say no. Ranges of slots are refused, since a statement over a range would reach several shards.
 */
public final class SlotShardingAlgorithm implements StandardShardingAlgorithm<Integer> {

    /** The algorithm's one property: the slot map as text. */
    public static final String SLOT_MAP = "slot-map";

    private String[] dataSourceBySlot = {};

    @Override
    public void init(Properties properties) {
        var map = SlotMap.parse(properties.getProperty(SLOT_MAP));
        dataSourceBySlot = new String[Slot.COUNT];
        for (int number = 0; number < Slot.COUNT; number++) {
            var slot = new Slot(number);
            dataSourceBySlot[number] = map.serves(slot) ? map.shardOf(slot).dataSourceName() : null;
        }
    }

    @Override
    public String doSharding(Collection<String> reachable, PreciseShardingValue<Integer> slot) {
        int number = slot.getValue();
        var name = dataSourceBySlot[number];
        if (name == null) {
            throw new UnmappedSlot(new Slot(number));
        }
        if (!reachable.contains(name)) {
            throw new ShardUnavailable(name.replace('_', ' ') + " has not been reached since this process started");
        }
        return name;
    }

    @Override
    public Collection<String> doSharding(Collection<String> reachable, RangeShardingValue<Integer> slots) {
        throw new UnsupportedOperationException("a range of slots would be a statement over several shards");
    }
}
