package io.settlement.operator;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** One line that says how far a run is: rewritten in place on a terminal, else printed now and then. */
final class ProgressLine {

    private static final long LIVE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PLAIN_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final PrintStream out;
    private final boolean live;
    private long shownAt = System.nanoTime();
    private int width;

    ProgressLine(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
    }

    void show(String text) {
        if (System.nanoTime() - shownAt < (live ? LIVE_NANOS : PLAIN_NANOS)) {
            return;
        }
        shownAt = System.nanoTime();
        if (live) {
            width = Math.max(width, text.length());
            out.print("\r" + text + " ".repeat(width - text.length()));
            out.flush();
        } else {
            out.println(text);
        }
    }

    void end() {
        if (width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            out.flush();
        }
    }
}
