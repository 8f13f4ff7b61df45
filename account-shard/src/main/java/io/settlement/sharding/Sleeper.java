package io.settlement.sharding;

import java.time.Duration;

/** How to wait, so that a simulation can wait without time. */
@FunctionalInterface
public interface Sleeper {

    Sleeper REAL = duration -> Thread.sleep(duration.toMillis());

    void sleep(Duration duration) throws InterruptedException;
}
