package io.settlement.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.bench.contender.Profile;
import org.junit.jupiter.api.Test;

class LoadTest {

    private static final Profile IN_BULK = new Profile("bulk", "somehow", "anything", 8, 1_000);

    @Test
    void callsOfAnOpenLoopAreSmall() {
        assertThat(Runs.load(8, 0).transfersPerCall(IN_BULK)).isEqualTo(1_000);
        assertThat(Runs.load(8, 500).transfersPerCall(IN_BULK)).isEqualTo(100);
    }
}
