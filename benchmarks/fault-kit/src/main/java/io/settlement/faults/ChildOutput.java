package io.settlement.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The lines of a child, read by a daemon thread as they come and kept for those that wait. Thread-safe. */
final class ChildOutput {

    private final List<String> lines = new ArrayList<>();
    private int next;
    private boolean ended;

    ChildOutput(BufferedReader from) {
        var thread = new Thread(() -> read(from), "child-output");
        thread.setDaemon(true);
        thread.start();
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    String await(String prefix, Duration atMost) {
        return await("A line that starts with '" + prefix + "'", line -> line.startsWith(prefix), atMost);
    }

    String awaitExactly(String wanted, Duration atMost) {
        return await("The line '" + wanted + "'", wanted::equals, atMost);
    }

    private synchronized String await(String what, Predicate<String> wanted, Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        Optional<String> found = take(wanted);
        while (found.isEmpty()) {
            long left = until - System.nanoTime();
            if (left <= 0 || ended) {
                String why = ended ? " did not come before the end" : " did not come in " + atMost;
                throw new IllegalStateException(what + why + "; the child said " + lines);
            }
            pause(left);
            found = take(wanted);
        }
        return found.get();
    }

    private Optional<String> take(Predicate<String> wanted) {
        for (int i = next; i < lines.size(); i++) {
            if (wanted.test(lines.get(i))) {
                next = i + 1;
                return Optional.of(lines.get(i));
            }
        }
        return Optional.empty();
    }

    private void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the child", e);
        }
    }

    private void read(BufferedReader from) {
        try (from) {
            for (String line = from.readLine(); line != null; line = from.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            // Killed in the middle of a line: the end all the same.
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }
}
