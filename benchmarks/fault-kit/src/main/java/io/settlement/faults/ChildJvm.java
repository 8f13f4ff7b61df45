package io.settlement.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Java process of one's own to pause and to kill: it runs a main class of this process's class path, its output lines
 * are the events a test waits for, and it ends when this process does, however that ends. Thread-safe.
 *
 * <pre>{@code
 * try (ChildJvm child = ChildJvm.running(Debtor.class).arguments(url).checkpoints("before-commit").start()) {
 *     child.awaitCheckpoint("before-commit", Duration.ofSeconds(20));
 *     child.kill();
 * }
 * }</pre>
 */
public final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final Writer stdin;
    private final ChildOutput output;
    private Optional<ProcessPause> pause = Optional.empty();

    private ChildJvm(Process process) {
        this.process = process;
        this.stdin = process.outputWriter(StandardCharsets.UTF_8);
        this.output = new ChildOutput(process.inputReader(StandardCharsets.UTF_8));
    }

    public static Launch running(Class<?> main) {
        return new Launch(main);
    }

    /**
     * For the child's side: from now on the end of standard input ends this process at once. A child of this class has
     * it called already; call it in a main method that is also started otherwise.
     */
    public static void exitWithParent() {
        ParentPipe.open();
    }

    /** For the child's side: the next line that the parent has sent, other than GO. */
    public static Optional<String> awaitSent(Duration atMost) throws InterruptedException {
        return ParentPipe.awaitLine(atMost);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits for a line of output (standard error included) that starts so, and returns it. Looks only at lines after
     * the one that the last call returned, so that equal lines are met one by one.
     *
     * @throws IllegalStateException with the output so far when the time has passed or the process has ended without it
     */
    public String awaitLine(String prefix, Duration atMost) {
        return output.await(prefix, atMost);
    }

    public void awaitCheckpoint(String name, Duration atMost) {
        output.awaitExactly(Checkpoints.LINE + name, atMost);
    }

    public List<String> output() {
        return output.lines();
    }

    public synchronized void send(String line) {
        try {
            stdin.write(line + "\n");
            stdin.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The child is not reading any more", e);
        }
    }

    /** Opens the checkpoint that was reached first among those that wait. */
    public void go() {
        send("GO");
    }

    public void go(String checkpoint) {
        send("GO " + checkpoint);
    }

    /** SIGSTOP; {@link #resume()}, {@link #close()} and the end of this JVM undo it. */
    public synchronized void pause() {
        if (pause.isEmpty()) {
            pause = Optional.of(ProcessPause.of(pid()));
        }
    }

    public synchronized void resume() {
        pause.ifPresent(ProcessPause::close);
        pause = Optional.empty();
    }

    /** SIGKILL, and waits for the end: nothing of the child runs any more, also when it was paused. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(10));
        resume();
    }

    /** Waits for the child to end by itself and returns its exit code. */
    public int awaitExit(Duration atMost) {
        try {
            if (process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("After " + atMost + " the child has not ended; it said " + output());
    }

    @Override
    public void close() {
        kill();
    }

    /** How a child is to be started. Not thread-safe. */
    public static final class Launch {

        private final Class<?> main;
        private final List<String> options = new ArrayList<>();
        private List<String> arguments = List.of();
        private String checkpoints = "*";

        private Launch(Class<?> main) {
            this.main = main;
        }

        public Launch arguments(String... all) {
            arguments = List.of(all);
            return this;
        }

        /** Such as {@code -Xmx64m}. */
        public Launch jvmOption(String option) {
            options.add(option);
            return this;
        }

        public Launch property(String key, String value) {
            return jvmOption("-D" + key + "=" + value);
        }

        /** Only these checkpoints block; without this call all do, with an empty list none. */
        public Launch checkpoints(String... names) {
            checkpoints = String.join(",", names);
            return this;
        }

        public ChildJvm start() {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("-D" + Checkpoints.ARMED + "=" + checkpoints);
            command.addAll(options);
            command.add(ChildMain.class.getName());
            command.add(main.getName());
            command.addAll(arguments);
            return start(command);
        }

        /** The class path goes through the environment, so that a long one does not hide the command in a process list. */
        private static ChildJvm start(List<String> command) {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            try {
                return new ChildJvm(builder.start());
            } catch (IOException e) {
                throw new UncheckedIOException("A child JVM cannot be started", e);
            }
        }
    }
}
