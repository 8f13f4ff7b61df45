package io.settlement.simulation.schedule;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The JVM's threads that strands run on, kept from one history to the next. Which one carries what plays no part. */
final class Carriers {

    private static final ExecutorService THREADS =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                var thread = new Thread(null, task, "strand", 256 << 10);
                thread.setDaemon(true);
                return thread;
            });

    private Carriers() {}

    static void carry(Strand strand) {
        THREADS.execute(strand);
    }
}
