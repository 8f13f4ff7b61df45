package io.settlement.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

@Timeout(30)
class WatchTest {

    private static final Duration OFTEN = Duration.ofMillis(10);

    @Test
    void aLookThatHangsTellsNothingOldAndHoldsUpNobodyWhoAsks() throws Exception {
        var hangs = new CountDownLatch(1);
        var looks = new AtomicInteger();
        try (var watch = new Watch<>("hanging", OFTEN, Duration.ofMillis(200), () -> {
            if (looks.incrementAndGet() > 1) {
                hangs.await();
            }
            return 7;
        })) {
            assertThat(await(() -> watch.figure(Integer::doubleValue) == 7)).isTrue();
            assertThat(await(() -> Double.isNaN(watch.figure(Integer::doubleValue))))
                    .isTrue();
            assertThat(watch.trouble()).contains("no answer for");
            hangs.countDown();
            assertThat(await(watch::isThere)).isTrue();
        }
    }

    /** An error too: a schedule whose task throws ends for good. */
    @Test
    void goesOnAfterEveryKindOfTrouble() throws Exception {
        var trouble = new AtomicReference<Throwable>(new IllegalStateException("two\n lines"));
        try (var watch = new Watch<>("troubled", OFTEN, () -> {
            if (trouble.get() instanceof Error error) {
                throw error;
            }
            if (trouble.get() instanceof Exception exception) {
                throw exception;
            }
            return "there";
        })) {
            assertThat(await(() -> watch.trouble().equals("two lines"))).isTrue();
            trouble.set(new NoClassDefFoundError("missing/Class"));
            assertThat(await(() -> watch.trouble().equals("missing/Class"))).isTrue();
            assertThat(watch.seen()).isEmpty();
            trouble.set(null);
            assertThat(await(() -> watch.seen().isPresent())).isTrue();
            assertThat(watch.trouble()).isEmpty();
        }
    }

    @Test
    void isMissingUntilTheFirstLookHasEnded() {
        var never = new CountDownLatch(1);
        try (var watch = new Watch<>("slow", OFTEN, () -> {
            never.await();
            return 1;
        })) {
            assertThat(watch.isThere()).isFalse();
            assertThat(watch.trouble()).isNotEmpty();
        }
    }

    @Test
    void propertiesHaveADefaultMapTheirKeyAndRefuseWhatIsOutOfBounds() {
        assertThat(bind(Map.of())).isEqualTo(new WatchProperties(Duration.ofSeconds(5)));
        assertThat(bind(Map.of("settlement.watch.interval", "2s")))
                .isEqualTo(new WatchProperties(Duration.ofSeconds(2)));
        for (var wrong : new String[] {"99ms", "61s"}) {
            Assertions.assertThatThrownBy(() -> bind(Map.of("settlement.watch.interval", wrong)))
                    .rootCause()
                    .hasMessageContaining("interval");
        }
    }

    private static WatchProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("settlement.watch", Bindable.of(WatchProperties.class));
    }

    private static boolean await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(5);
        }
        return true;
    }
}
