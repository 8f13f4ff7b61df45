package io.settlement.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class SettleTimesTest {

    private static final long FAR_APART = 100_000;

    @Test
    void timesEachTransferFromWhenItWasDue() throws InterruptedException {
        var times = new SettleTimes();
        times.due(1, System.nanoTime());
        Thread.sleep(20);
        times.due(FAR_APART, System.nanoTime());
        times.settled(FAR_APART);
        times.settled(1);
        assertThat(times.quantiles().p50()).isLessThan(15);
        assertThat(times.quantiles().p999()).isGreaterThanOrEqualTo(20);
    }

    @Test
    void clockTimesOfTheDatabaseCountFromTheSameMoment() {
        var times = new SettleTimes();
        times.due(1, System.nanoTime());
        times.settledAt(1, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) + 50_000);
        assertThat(times.quantiles().p50()).isBetween(49.0, 60.0);
    }

    @Test
    void clockThatSteppedBackGivesNoNegativeTime() {
        var times = new SettleTimes();
        times.due(1, System.nanoTime());
        times.settledAt(1, 0);
        assertThat(times.quantiles().p50()).isZero();
    }
}
