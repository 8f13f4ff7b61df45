package io.settlement.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process frozen by SIGSTOP: it answers nothing, yet its sockets stay open and its locks held, which is what makes a
 * zombie. {@link #close()} sends SIGCONT, and so does the end of this JVM, so that a failed test leaves no frozen
 * process behind. Thread-safe; needs Linux or another system with {@code sh} and signals.
 */
public final class ProcessPause implements AutoCloseable {

    private static final long STOP_MILLIS = 2_000;

    private final long pid;
    private final Thread safetyNet = new Thread(this::signalContinue);
    private boolean paused = true;

    private ProcessPause(long pid) {
        this.pid = pid;
    }

    /** Freezes the process until {@link #resume()} or {@link #close()}; returns when it stands still. */
    public static ProcessPause of(long pid) {
        if (pid <= 1 || pid == ProcessHandle.current().pid()) {
            // kill takes 0, -1 and -n as whole groups of processes.
            throw new IllegalArgumentException("Not a process that may be paused: " + pid);
        }
        var pause = new ProcessPause(pid);
        Runtime.getRuntime().addShutdownHook(pause.safetyNet);
        if (!signal("STOP", pid)) {
            Runtime.getRuntime().removeShutdownHook(pause.safetyNet);
            throw new IllegalStateException("Process " + pid + " cannot be paused: it is gone or not ours");
        }
        awaitStopped(pid);
        return pause;
    }

    /** Freezes the process for this long, or until {@link #close()}, whichever comes first; does not wait. */
    public static ProcessPause pausedFor(long pid, Duration duration) {
        ProcessPause pause = of(pid);
        CompletableFuture.delayedExecutor(duration.toNanos(), TimeUnit.NANOSECONDS)
                .execute(pause::resume);
        return pause;
    }

    public long pid() {
        return pid;
    }

    public synchronized boolean paused() {
        return paused;
    }

    /** Lets the process go on; a second call does nothing, also when somebody else has paused it since. */
    public synchronized void resume() {
        if (!paused) {
            return;
        }
        paused = false;
        signalContinue();
        try {
            Runtime.getRuntime().removeShutdownHook(safetyNet);
        } catch (IllegalStateException e) {
            // This JVM is ending already and the hook does the same.
        }
    }

    @Override
    public void close() {
        resume();
    }

    private void signalContinue() {
        signal("CONT", pid);
    }

    /** Through the shell's own kill, for a slim image may lack /bin/kill. Answers false if there is no such process. */
    private static boolean signal(String name, long pid) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return kill.waitFor() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while sending SIG" + name + " to " + pid, e);
        }
    }

    /** The signal is on its way when kill returns; a busy thread may run on for a moment. */
    private static void awaitStopped(long pid) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
        while (anyThreadRuns(pid) && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    /** From the kernel's table of threads; where there is no /proc, kill's word has to do. */
    private static boolean anyThreadRuns(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.map(thread -> state(thread.resolve("stat"))).anyMatch(state -> state != 'T' && state != 'Z');
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static char state(Path stat) {
        try {
            String line = Files.readString(stat);
            return line.charAt(line.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return 'Z'; // ended between the listing and the look
        }
    }
}
