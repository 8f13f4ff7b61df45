package io.settlement.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void noPortIsGivenTwiceNeitherItselfNorAsANeighbour() {
        List<Integer> given = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int port = FreePorts.withNeighbours(1, -1_000);
            given.addAll(List.of(port, port + 1, port - 1_000));
        }

        assertThat(given).doesNotHaveDuplicates();
    }
}
