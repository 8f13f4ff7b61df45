package io.settlement.nacosconfig;

import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.SlotMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which shard serves which slots, for services whose own file does not say it. A hint: the truth is the digest in every
 * shard's own shard_head, and a service that reads another map here is refused by its shards.
 */
public final class SlotMapDocument implements Document {

    public static final SlotMapDocument INSTANCE = new SlotMapDocument();

    static final String KEY = ShardingProperties.PREFIX + ".slot-map";
    static final String ONE_SHARD = SlotMap.evenly(1).canonicalText();

    private SlotMapDocument() {}

    @Override
    public String dataId() {
        return "settlement-slot-map.yaml";
    }

    @Override
    public SortedSet<String> keys() {
        return new TreeSet<>(List.of(KEY));
    }

    /** The document that says this map. */
    public String text(SlotMap map) {
        return """
                # Which shard serves which slots. A hint: each shard's own shard_head says whether it is true. It must not change
                # while there are accounts, for slots do not move between shards yet.
                settlement:
                  sharding:
                    slot-map: "%s"
                """.formatted(map.canonicalText());
    }

    /** The map that a document says. */
    public SlotMap read(String content) {
        check(content);
        return SlotMap.parse(DocumentText.parse(dataId(), content).value(KEY));
    }

    @Override
    public void check(String content) {
        var text = DocumentText.parse(dataId(), content);
        var troubles = new ArrayList<String>();
        text.names().stream()
                .filter(name -> !name.equals(KEY))
                .forEach(name -> troubles.add(
                        text.trouble(name, name + " is no key of this document" + Nearest.hint(name, keys()))));
        if (troubles.isEmpty()) {
            Binding.check(text, settingsFor(text), troubles);
        }
        if (!troubles.isEmpty()) {
            throw new UnusableDocument(troubles);
        }
    }

    private static Settings settingsFor(DocumentText text) {
        int shards = 1;
        try {
            shards = SlotMap.parse(text.value(KEY)).shards().size();
        } catch (IllegalArgumentException wrong) {
            // Told by the record itself.
        }
        return Settings.of(ShardingProperties.PREFIX, ShardingProperties.class)
                .beside(companionsOf(shards, text.value(KEY)));
    }

    /** What a service's own file says of so many shards. No database is asked. */
    static Map<String, String> companionsOf(int shards, String slotMap) {
        var companions = new LinkedHashMap<String, String>();
        companions.put(ShardingProperties.PREFIX + ".cluster-id", "0".repeat(32));
        companions.put(KEY, slotMap);
        database(companions, "control");
        for (int shard = 0; shard < shards; shard++) {
            database(companions, "shards[" + shard + "]");
        }
        return companions;
    }

    private static void database(Map<String, String> companions, String name) {
        var prefix = ShardingProperties.PREFIX + "." + name;
        companions.put(prefix + ".jdbc-url", "jdbc:mysql:");
        companions.put(prefix + ".username", "");
        companions.put(prefix + ".password", "");
    }
}
