package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.localstack.ProjectRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo as its reader runs it: a process of its own over real engines, ended from outside, or kept. */
@Timeout(600)
class DemoStackIT {

    private static final Path FOLDERS = ProjectRoot.locate().resolve(".local");
    private static final Path TARGET = ProjectRoot.locate().resolve("local-stack/control/target");
    private static final String UNDER_WAY = "(?s).*transfers accepted [1-9].*";
    private static final String[] SMALL = {"--shards", "2", "--progress", "plain", "--accounts", "100"};

    private final Set<Path> before = folders();

    @TempDir
    private Path output;

    private Process demo;

    @AfterEach
    void removeEverything() throws Exception {
        demo.destroyForcibly().waitFor();
        ours().forEach(folder -> new CommandRun().execute("down", "--wipe", "--data", folder.toString()));
    }

    /** Ended by SIGTERM, which takes the way of Ctrl-C: a build that runs in the background has SIGINT ignored. */
    @Test
    void stopsWhatItStartedWhenItIsInterruptedInTheMiddle() throws Exception {
        start("--transfers", "1000000");
        var processes = awaitTransfers();
        assertThat(processes).hasSize(6).allMatch(ProcessHandle::isAlive);

        demo.destroy();

        assertThat(demo.waitFor(90, TimeUnit.SECONDS)).as(this::said).isTrue();
        assertThat(demo.exitValue()).isNotZero();
        for (var process : processes) {
            process.onExit().get(10, TimeUnit.SECONDS);
        }
        assertThat(ours()).isEmpty();
    }

    @Test
    void keepsEverythingRunningWhenAskedAndTellsWhere() throws Exception {
        start("--transfers", "500", "--keep");

        assertThat(demo.waitFor(300, TimeUnit.SECONDS)).as(this::said).isTrue();
        assertThat(demo.exitValue()).as(this::said).isZero();
        var folder = ours().iterator().next();
        assertThat(said())
                .contains("scripts/down --wipe --data " + folder)
                .containsPattern("CONSERVED currency=CNY shards=2 .* sum=0 in_flight=0 due=0\n")
                .containsPattern("SETTLED \\d+ REVERSED \\d+ REJECTED \\d+ OPEN 0 RATE [1-9]\\d*/s\n$");
        assertThat(new CommandRun().execute("status", "--data", folder.toString()))
                .isZero();

        assertThat(new CommandRun().execute("down", "--wipe", "--data", folder.toString()))
                .isZero();
        assertThat(folder).doesNotExist();
    }

    /** From the classes that scripts/demo runs, without the build that it may start. */
    private void start(String... options) throws IOException {
        var command = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsettlement.root=" + ProjectRoot.locate(),
                "-cp",
                TARGET.resolve("classes") + ":"
                        + Files.readString(TARGET.resolve("control.classpath")).strip(),
                LocalStack.class.getName(),
                "demo"));
        command.addAll(List.of(SMALL));
        command.addAll(List.of(options));
        demo = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.resolve("demo.txt").toFile())
                .start();
    }

    /** The processes of the demo, once transfers are under way. */
    private List<ProcessHandle> awaitTransfers() throws Exception {
        long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(240);
        while (!said().matches(UNDER_WAY) && demo.isAlive() && System.nanoTime() < giveUpAt) {
            Thread.sleep(200);
        }
        assertThat(said()).matches(UNDER_WAY);
        return ours().stream()
                .flatMap(folder -> new DataFolder(folder).processes().stream())
                .flatMapToLong(process -> process.pid().stream())
                .mapToObj(pid -> ProcessHandle.of(pid).orElseThrow())
                .toList();
    }

    private String said() {
        try {
            return Files.readString(output.resolve("demo.txt"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Set<Path> ours() {
        var now = new HashSet<>(folders());
        now.removeAll(before);
        return now;
    }

    private static Set<Path> folders() {
        if (!Files.isDirectory(FOLDERS)) {
            return Set.of();
        }
        try (var content = Files.list(FOLDERS)) {
            return content.filter(path -> path.getFileName().toString().startsWith("demo-"))
                    .collect(Collectors.toSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
