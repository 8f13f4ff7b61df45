package io.settlement.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still until it is moved. Safe for any number of threads that read it. */
public final class StandingClock extends Clock {

    private volatile Instant now;

    /** @param start such as {@code 2026-01-01T00:00:00Z} */
    public StandingClock(String start) {
        now = Instant.parse(start);
    }

    /** @param by backward where it is negative */
    public void move(Duration by) {
        now = now.plus(by);
    }

    public void set(Instant to) {
        now = to;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("only instants are asked for");
    }
}
