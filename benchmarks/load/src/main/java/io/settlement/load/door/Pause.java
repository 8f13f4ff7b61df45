package io.settlement.load.door;

import java.time.Duration;

/** Waits. An argument wherever something waits, so that tests need not. */
@FunctionalInterface
public interface Pause {

    void of(Duration duration) throws InterruptedException;

    static Pause sleeping() {
        return duration -> Thread.sleep(duration.toMillis());
    }
}
