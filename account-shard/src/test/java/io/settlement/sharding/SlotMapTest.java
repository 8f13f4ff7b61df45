package io.settlement.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.Slot;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlotMapTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0=0-495 1=496-991",
                "1=496-991 0=0-495",
                " 0=0-100,101-495\n1=496-991 ",
                "0=1-495,0 1=991,496-990"
            })
    void hasOneCanonicalTextAndDigestHoweverItIsWritten(String text) {
        var map = SlotMap.parse(text);
        assertThat(map.canonicalText()).isEqualTo("0=0-495 1=496-991");
        assertThat(map.digest()).isEqualTo(SlotMap.evenly(2).digest());
        assertThat(map).isEqualTo(SlotMap.evenly(2)).hasSameHashCodeAs(SlotMap.evenly(2));
    }

    /** Pinned: every shard_head of every cluster carries such a digest. */
    @Test
    void keepsItsDigestForEver() {
        assertThat(SlotMap.evenly(2).digest()).isEqualTo(DIGEST_OF_TWO);
    }

    private static final String DIGEST_OF_TWO = "af78f909e3365e617dc4700ba51e4a196c507aa488bf28fc12cb638eafb9bf54";

    @Test
    void differsInItsDigestWhereOneSlotDiffers() {
        assertThat(SlotMap.parse("0=0-496 1=497-991").digest())
                .isNotEqualTo(SlotMap.evenly(2).digest());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0=0-990 | slot 991",
                "0=0-500 1=500-991 | slot 500",
                "0=0-991 0=0 | stands twice",
                "0=0-992 | not within",
                "0=5-3 | not within",
                "0=0-x | not a slot",
                "0= | not a slot",
                "zero=0-991 | not of the form",
                "32=0-991 | outside",
                "'' | not of the form"
            })
    void saysWhatIsWrongWithAMap(String text, String complaint) {
        assertThatThrownBy(() -> SlotMap.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void servesEveryCustomersSlotAndThePinnedSlotsOfItsShards() {
        for (int shards = 1; shards <= ShardId.MAX_SHARDS; shards++) {
            var map = SlotMap.evenly(shards);
            assertThat(SlotMap.parse(map.canonicalText())).isEqualTo(map);
            assertThat(IntStream.range(0, Slot.FIRST_PINNED).mapToObj(Slot::new))
                    .allMatch(map::serves);
            map.shards()
                    .forEach(
                            shard -> assertThat(map.shardOf(shard.pinnedSlot())).isEqualTo(shard));
        }
        assertThatThrownBy(() -> SlotMap.evenly(2).shardOf(new Slot(994))).isInstanceOf(UnmappedSlot.class);
    }

    @ParameterizedTest
    @CsvSource({"0=0-991, 2", "0=0-495 5=496-991, 2"})
    void mustFitTheListOfDatabases(String map, int databases) {
        var one = new ShardingProperties.Database("jdbc:mysql://h/d", "u", "p");
        assertThatThrownBy(() -> new ShardingProperties(
                        "0".repeat(32), map, one, java.util.Collections.nCopies(databases, one), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("slot-map");
    }

    @Test
    void neverShowsAPassword() {
        assertThat(new ShardingProperties.Database("jdbc:mysql://h/d", "user", "hush").toString())
                .doesNotContain("hush");
    }
}
