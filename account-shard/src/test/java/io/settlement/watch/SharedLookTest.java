package io.settlement.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.watch.SharedLook.Seen;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SharedLookTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger looks = new AtomicInteger();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void nobodyLooksBeforeSomebodyAsksAndAllWhoAskSoonShareALook() {
        var look = new SharedLook<>(LONG, threads, looks::incrementAndGet);
        assertThat(looks).hasValue(0);

        assertThat(look.seen(LONG)).isEqualTo(new Seen<>(Optional.of(1), ""));
        assertThat(look.seen(LONG)).isEqualTo(new Seen<>(Optional.of(1), ""));
    }

    @Test
    void looksAgainOnceTheLastLookIsOld() {
        var look = new SharedLook<>(Duration.ZERO, threads, looks::incrementAndGet);

        assertThat(look.seen(LONG).part()).contains(1);
        assertThat(look.seen(LONG).part()).contains(2);
    }

    /** Asked again and again it stays one look, and the other part is told all the same. */
    @Test
    void aLookThatHangsIsMissingKeepsOneThreadAndNothingOldTakesItsPlace() {
        var hangs = new CountDownLatch(1);
        var hanging = new SharedLook<>(Duration.ZERO, threads, () -> {
            if (looks.incrementAndGet() > 1) {
                hangs.await();
            }
            return looks.get();
        });
        var sound = new SharedLook<>(Duration.ZERO, threads, () -> 7);
        assertThat(hanging.seen(LONG).part()).contains(1);

        for (int i = 0; i < 5; i++) {
            var seen = SharedLook.seen(Map.of("hanging", hanging, "sound", sound), SHORT);
            assertThat(seen.get("hanging")).isEqualTo(new Seen<>(Optional.empty(), "no answer in time"));
        }
        assertThat(sound.seen(LONG).part()).contains(7);
        assertThat(looks).hasValue(2);
        hangs.countDown();
        assertThat(hanging.seen(LONG).part()).isPresent();
    }

    @Test
    void tellsInOneLineWhyAPartIsMissing() {
        var look = new SharedLook<Integer>(LONG, threads, () -> {
            throw new IllegalStateException("two\n lines");
        });

        assertThat(look.seen(LONG)).isEqualTo(new Seen<>(Optional.empty(), "two lines"));
    }
}
