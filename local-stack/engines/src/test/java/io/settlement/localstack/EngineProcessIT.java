package io.settlement.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a process, with sleep in the place of an engine. */
class EngineProcessIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final List<String> SLEEP = List.of("sleep", "600");

    @TempDir
    Path home;

    @AfterEach
    void killWhatIsLeft() {
        process(Lifetime.DETACHED).kill();
    }

    @Test
    void namesTheTakenPortAndItsOption() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DatabaseOptions options = DatabaseOptions.anyFreePorts().withPort(other.getLocalPort());
            DatabaseServer server = new DatabaseServer(home, new EmbeddedMariaDb(), options, Lifetime.THIS_JVM);

            assertThatThrownBy(server::start)
                    .isInstanceOf(PortTaken.class)
                    .hasMessageContaining(Integer.toString(other.getLocalPort()))
                    .hasMessageContaining("--database-port");
            assertThat(home.resolve("data")).doesNotExist();
        }
    }

    @Test
    void isFoundAndStoppedByAnother() {
        process(Lifetime.DETACHED).start(() -> SLEEP, () -> true, SOON);
        EngineProcess other = process(Lifetime.DETACHED);
        assertThat(other.isRunning()).isTrue();
        assertThat(other.residentBytes()).isPositive();

        other.stop(SOON);

        assertThat(process(Lifetime.DETACHED).isRunning()).isFalse();
    }

    @Test
    void startsOnceHoweverOftenItIsAsked() {
        process(Lifetime.DETACHED).start(() -> SLEEP, () -> true, SOON);
        long first = process(Lifetime.DETACHED).pid().orElseThrow();

        process(Lifetime.DETACHED).start(() -> SLEEP, () -> true, SOON);

        assertThat(process(Lifetime.DETACHED).pid()).hasValue(first);
    }

    @Test
    void neverSignalsAForeignProcessThatGotTheSameId() throws IOException {
        Process foreign = new ProcessBuilder(SLEEP).start();
        try {
            ProcessRecord real = ProcessRecord.of(foreign.pid());
            new ProcessRecord(real.pid(), real.startTicks() - 1, real.boot()).write(home.resolve("engine.pid"));
            EngineProcess process = process(Lifetime.DETACHED);

            assertThat(process.isRunning()).isFalse();
            process.stop(SOON);
            process.kill();

            assertThat(foreign.isAlive()).isTrue();
        } finally {
            foreign.destroyForcibly();
        }
    }

    @Test
    void endsWhenTheJvmThatStartedItIsKilled() throws IOException {
        Process jvm = jvmThatStartsSleep();
        try {
            assertThat(Deadline.in(SOON).await(() -> process(Lifetime.THIS_JVM).isRunning()))
                    .isTrue();
            assertThat(Deadline.in(SOON).await(() -> Files.exists(home.resolve("started"))))
                    .isTrue();
            jvm.destroyForcibly();

            assertThat(Deadline.in(SOON).await(() -> !process(Lifetime.THIS_JVM).isRunning()))
                    .isTrue();
        } finally {
            jvm.destroyForcibly();
        }
    }

    @Test
    void stopsWhenPausedAndWhenDeafToTerm() {
        process(Lifetime.DETACHED)
                .start(() -> List.of("sh", "-c", "trap '' TERM; while :; do sleep 1; done"), () -> true, SOON);
        process(Lifetime.DETACHED).pause();

        process(Lifetime.DETACHED).stop(Duration.ofMillis(300));

        assertThat(process(Lifetime.DETACHED).isRunning()).isFalse();
    }

    @Test
    void showsTheEndOfTheLogOfWhatDidNotStart() {
        assertThatThrownBy(() -> process(Lifetime.DETACHED)
                        .start(() -> List.of("sh", "-c", "echo no such luck; sleep 1; exit 1"), () -> false, SOON))
                .isInstanceOf(EngineFailed.class)
                .hasMessageContaining("ended during its start")
                .hasMessageContaining("no such luck");
    }

    private EngineProcess process(Lifetime lifetime) {
        return new EngineProcess("engine", home, List.of(), lifetime);
    }

    private Process jvmThatStartsSleep() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartsSleep.class.getName(),
                        home.toString())
                .inheritIO()
                .start();
    }

    /** A JVM of its own that starts an engine and is killed by the test. */
    static final class StartsSleep {
        private StartsSleep() {}

        public static void main(String[] arguments) throws Exception {
            Path home = Path.of(arguments[0]);
            new EngineProcess("engine", home, List.of(), Lifetime.THIS_JVM).start(() -> SLEEP, () -> true, SOON);
            Files.createFile(home.resolve("started"));
            Thread.sleep(600_000);
        }
    }
}
