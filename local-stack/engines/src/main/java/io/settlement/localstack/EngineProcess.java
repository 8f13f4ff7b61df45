package io.settlement.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The operating system process of one engine: started here, or found by the pid file that an earlier JVM left in the
 * data folder. Thread-safe: starts exclude each other through a lock file, also between JVMs.
 */
public final class EngineProcess {
    private final String name;
    private final Path home;
    private final List<EnginePort> ports;
    private final Lifetime lifetime;
    private volatile Watchdog watchdog;

    EngineProcess(String name, Path home, List<EnginePort> ports, Lifetime lifetime) {
        this.name = name;
        this.home = home.toAbsolutePath().normalize();
        this.ports = List.copyOf(ports);
        this.lifetime = lifetime;
    }

    /** A process of the caller's own making, kept like an engine: detached, recorded, found again by later JVMs. */
    public static EngineProcess of(String name, Path home, List<EnginePort> ports, Lifetime lifetime) {
        return new EngineProcess(name, home, ports, lifetime);
    }

    /** A process by the record that it left in its home; it can be looked at and stopped, nothing else. */
    public static EngineProcess found(String name, Path home) {
        return new EngineProcess(name, home, List.of(), Lifetime.DETACHED);
    }

    public String name() {
        return name;
    }

    /** Everything that this engine keeps: data, configuration, secrets, log, pid file. */
    public Path home() {
        return home;
    }

    public List<EnginePort> ports() {
        return ports;
    }

    /** Standard output and error of the engine, appended to over restarts. */
    public Path logFile() {
        return home.resolve(name + ".log");
    }

    public OptionalLong pid() {
        return record().map(record -> OptionalLong.of(record.pid())).orElseGet(OptionalLong::empty);
    }

    public boolean isRunning() {
        return record().isPresent();
    }

    /** Resident memory in bytes, 0 if the engine does not run. */
    public long residentBytes() {
        return pid().isPresent() ? ResidentMemory.bytesOf(pid().getAsLong()) : 0;
    }

    /**
     * Starts the engine and returns when it answers; an engine that already runs is only waited for.
     *
     * @param command built only if the engine has to be started, after its ports were found free
     * @throws PortTaken before anything is started or written
     * @throws EngineFailed if it ends or does not answer in time; it is killed then, unless it ran before
     */
    public void start(Supplier<List<String>> command, BooleanSupplier answers, Duration deadline) {
        new StartLock(home.resolve(name + ".lock"), deadline).hold(() -> {
            boolean found = isRunning();
            if (!found) {
                ports.forEach(EnginePort::requireFree);
                launch(command.get());
            }
            boolean answered = Deadline.in(deadline).await(() -> !isRunning() || answers.getAsBoolean()) && isRunning();
            if (!answered) {
                throw found ? foundButSilent(deadline) : failed(deadline);
            }
        });
    }

    /** Asks the engine to end (SIGTERM), and kills it if it has not ended after the grace period. */
    public void stop(Duration grace) {
        record().ifPresent(record -> {
            Signals.send(Signal.CONT, record.pid());
            Signals.send(Signal.TERM, record.pid());
            if (!Deadline.in(grace).await(() -> !record.isAlive())) {
                Signals.send(Signal.KILL, record.pid());
            }
        });
        afterEnd();
    }

    /** Ends the engine as a power cut of the process would: SIGKILL, nothing flushed. Returns when it is gone. */
    public void kill() {
        record().ifPresent(record -> Signals.send(Signal.KILL, record.pid()));
        afterEnd();
    }

    /** Freezes the engine (SIGSTOP): connections stay open, nothing answers. */
    public void pause() {
        record().ifPresent(record -> Signals.send(Signal.STOP, record.pid()));
    }

    public void resume() {
        record().ifPresent(record -> Signals.send(Signal.CONT, record.pid()));
    }

    private Optional<ProcessRecord> record() {
        return ProcessRecord.read(pidFile()).filter(ProcessRecord::isAlive);
    }

    private void launch(List<String> command) throws IOException {
        Process process = new ProcessBuilder(Detachment.of(command))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
                .start();
        process.getOutputStream().close();
        ProcessRecord.of(process.pid()).write(pidFile());
        if (lifetime == Lifetime.THIS_JVM) {
            watchdog = Watchdog.over(process.pid());
        }
    }

    /** Not killed: it may be another start of ours with other ports, at work. */
    private EngineFailed foundButSilent(Duration deadline) {
        return new EngineFailed(
                name + " runs already (process " + pid().orElse(0) + ", " + home + ") but did not answer within "
                        + deadline.toSeconds() + " s on the ports asked for. Stop it first if they were changed.");
    }

    private EngineFailed failed(Duration deadline) {
        String end = ". The end of " + logFile() + ":\n" + new EngineLog(logFile()).tail();
        boolean silent = isRunning();
        kill();
        if (silent) {
            return new EngineFailed(name + " did not answer within " + deadline.toSeconds() + " s" + end);
        }
        return new EndedDuringStart(name + " ended during its start" + end);
    }

    private void afterEnd() {
        if (!Deadline.in(Duration.ofSeconds(10)).await(() -> !isRunning())) {
            throw new EngineFailed(name + " (process " + pid().orElse(0) + ") does not end, not even after SIGKILL.");
        }
        if (watchdog != null) {
            watchdog.release();
            watchdog = null;
        }
        try {
            Files.deleteIfExists(pidFile());
        } catch (IOException kept) {
            throw new UncheckedIOException(kept);
        }
    }

    private Path pidFile() {
        return home.resolve(name + ".pid");
    }
}
