package io.settlement.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The child's end of the pipe from its parent: the only reader of standard input. A line {@code GO} or {@code GO name}
 * opens a checkpoint, any other line is kept for {@link #awaitLine}, and the end of the pipe means that the parent has
 * died, which ends this process without running its shutdown hooks.
 */
final class ParentPipe {

    static final int EXIT_PARENT_GONE = 86;

    private static final BlockingQueue<String> LINES = new LinkedBlockingQueue<>();
    private static boolean open;

    private ParentPipe() {}

    static synchronized void open() {
        if (open) {
            return;
        }
        open = true;
        var thread = new Thread(ParentPipe::read, "parent-pipe");
        thread.setDaemon(true);
        thread.start();
    }

    static Optional<String> awaitLine(Duration atMost) throws InterruptedException {
        open();
        return Optional.ofNullable(LINES.poll(atMost.toNanos(), TimeUnit.NANOSECONDS));
    }

    private static void read() {
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                take(line);
            }
        } catch (IOException e) {
            // A broken pipe is an ended one.
        } finally {
            Runtime.getRuntime().halt(EXIT_PARENT_GONE);
        }
    }

    private static void take(String line) {
        if (line.equals("GO")) {
            Checkpoints.go(Optional.empty());
        } else if (line.startsWith("GO ")) {
            Checkpoints.go(Optional.of(line.substring("GO ".length())));
        } else {
            LINES.add(line);
        }
    }
}
