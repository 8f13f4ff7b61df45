package io.settlement.load;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One line that is kept up to date while something runs: rewritten in place on a terminal, else a line now and then. */
final class Progress {

    private static final Duration LIVE_PERIOD = Duration.ofMillis(500);
    private static final Duration PLAIN_PERIOD = Duration.ofSeconds(3);

    private final PrintStream out;
    private final boolean live;
    private final Supplier<String> text;
    private int width;

    Progress(PrintStream out, boolean live, Supplier<String> text) {
        this.out = out;
        this.live = live;
        this.text = text;
    }

    /** Does the work and shows the line meanwhile, once more at the end, also if the work fails. */
    <T> T during(Callable<T> work) throws Exception {
        var timer = Executors.newSingleThreadScheduledExecutor(Progress::daemon);
        long period = (live ? LIVE_PERIOD : PLAIN_PERIOD).toMillis();
        timer.scheduleAtFixedRate(this::show, live ? 0 : period, period, TimeUnit.MILLISECONDS);
        try {
            return work.call();
        } finally {
            timer.shutdownNow();
            show();
            if (live) {
                out.println();
            }
        }
    }

    private synchronized void show() {
        var now = text.get();
        if (live) {
            width = Math.max(width, now.length());
            out.print("\r" + now + " ".repeat(width - now.length()));
            out.flush();
        } else {
            out.println(now);
        }
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    }
}
