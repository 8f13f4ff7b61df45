package io.settlement.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessUseTest {

    private static final Map<String, Long> THIS_JVM =
            Map.of("this", ProcessHandle.current().pid());

    @Test
    void countsWhatTheProcessUsedInBetween() throws IOException {
        var before = ProcessUse.now(THIS_JVM);
        long until = System.nanoTime() + 200_000_000;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        var use = ProcessUse.now(THIS_JVM).since(before);
        assertThat(use.cpuSeconds().get("this")).isGreaterThan(0.03).isLessThan(20);
        assertThat(use.busySeconds()).isGreaterThan(0.03);
    }

    @Test
    void otherLoadIsWhatNobodyListedUsed() {
        var use = new ProcessUse(Map.of("a", 1.0, "b", 2.0), Map.of(), 5);
        assertThat(use.otherCpuSeconds()).isEqualTo(2);
    }
}
