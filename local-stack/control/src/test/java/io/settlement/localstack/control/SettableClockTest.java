package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettableClockTest {

    @TempDir
    private Path folder;

    @Test
    void leavesTheOtherServicesTheirOwnTime() {
        var clock = new SettableClock(folder.resolve("clock"));
        assertThat(clock.over("producer-0", List.of("date"))).containsExactly("date");
    }

    @Test
    void shiftsTheTimeOfAProcess() throws Exception {
        var clock = new SettableClock(folder.resolve("clock"));
        assumeTrue(clock.isThere(), "libfaketime is not installed");
        clock.set(Duration.ofDays(3));
        long now = System.currentTimeMillis() / 1_000;
        assertThat(secondsUnder(clock) - now).isBetween(259_190L, 259_400L);
        clock.set(Duration.ofMinutes(-10));
        assertThat(secondsUnder(clock) - now).isBetween(-610L, -400L);
    }

    private static long secondsUnder(SettableClock clock) throws Exception {
        var process = new ProcessBuilder(clock.over("producer-1", List.of("date", "+%s"))).start();
        try (var out = process.inputReader()) {
            return Long.parseLong(out.readLine());
        }
    }
}
