package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowShapesTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 127, 128, 129, 255, 256, 257, 511, 1000, 1024})
    void cutsRowsIntoRunsWithoutLosingOrRepeatingAny(int count) {
        var rows = numbers(count);
        var runs = RowShapes.runs(rows);
        assertThat(runs.stream().flatMap(List::stream).toList()).isEqualTo(rows);
        assertThat(runs)
                .allSatisfy(run -> assertThat(Integer.bitCount(run.size())).isEqualTo(1));
        assertThat(runs).allSatisfy(run -> assertThat(run.size()).isLessThanOrEqualTo(256));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 127, 128, 129, 255, 256, 257, 1000, 1024})
    void fillsListsOfIdsUpWithTheirLastOne(int count) {
        var ids = numbers(count);
        var lists = RowShapes.filledLists(ids);
        assertThat(new HashSet<>(lists.stream().flatMap(List::stream).toList())).isEqualTo(new HashSet<>(ids));
        assertThat(lists).allSatisfy(list -> {
            assertThat(Integer.bitCount(list.size())).isEqualTo(1);
            assertThat(list.size()).isLessThanOrEqualTo(RowShapes.MOST_IDS);
            assertThat(list).isSorted();
        });
        assertThat(lists.stream()
                        .mapToLong(list -> list.stream().distinct().count())
                        .sum())
                .isEqualTo(count);
    }

    @Test
    void writesOneTextPerSize() {
        assertThat(RowShapes.insert("INSERT INTO t (a, b)", 2).ofSize(2))
                .isEqualTo("INSERT INTO t (a, b) VALUES (?, ?), (?, ?)");
        assertThat(RowShapes.ids("CASE id %whensEND IN (%ids) (%pairs)").ofSize(2))
                .isEqualTo("CASE id WHEN ? THEN ? WHEN ? THEN ? END IN (?, ?) ((?, ?), (?, ?))");
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
