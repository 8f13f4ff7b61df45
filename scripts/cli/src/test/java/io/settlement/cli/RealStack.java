package io.settlement.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.localstack.FreePorts;
import io.settlement.localstack.TestEngines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The whole system as {@code scripts/up} starts it, in a folder and on ports of its own, and the command in a process of its own. */
final class RealStack implements AutoCloseable {

    private static final Path ROOT = Path.of(System.getProperty("settlement.root"));
    private static final Path DATA = Path.of("target", "cli-it").toAbsolutePath();

    private static final Path CONTROL = ROOT.resolve("local-stack/control/target");
    private static final String CONTROL_CLASS_PATH = "control.classpath";
    private static final String CONTROL_MAIN = "io.settlement.localstack.control.LocalStack";
    private static final Path CLI = Path.of("target").toAbsolutePath();
    private static final String CLI_CLASS_PATH = "cli.classpath";

    private final int producerPort = FreePorts.withNeighbours(1_000);

    /** How a process ended and what it said. */
    record Ended(int code, String out, String err) {}

    RealStack() {
        close();
        var options = new ArrayList<>(List.of("up", "--data", DATA.toString(), "--shards", "2"));
        option(options, "database-port", FreePorts.withNeighbours());
        option(options, "nameserver-port", FreePorts.withNeighbours());
        option(options, "broker-port", FreePorts.withNeighbours(1, -2));
        option(options, "nacos-port", FreePorts.withNeighbours(1_000, 1_001, -1_000));
        option(options, "producer-port", producerPort);
        option(options, "consumer-port", FreePorts.withNeighbours(1_000));
        TestEngines.givenMySql()
                .ifPresent(mysql ->
                        options.addAll(List.of("--mysqld", mysql.server().toString())));
        var up = end(control(options));
        assertThat(up.code()).as(up.toString()).isZero();
    }

    private static void option(List<String> options, String name, int port) {
        options.addAll(List.of("--" + name, Integer.toString(port)));
    }

    @Override
    public void close() {
        var down = end(control(List.of("down", "--data", DATA.toString(), "--wipe")));
        assertThat(down.code()).as(down.toString()).isZero();
    }

    Path data() {
        return DATA;
    }

    /** Of the first producer. */
    String address() {
        return "127.0.0.1:" + producerPort;
    }

    private static Process control(List<String> arguments) {
        return start(CONTROL, CONTROL_CLASS_PATH, CONTROL_MAIN, arguments);
    }

    /** What {@code scripts/up} and so on end in, for a shell. */
    String controlCommand() {
        return String.join(" ", command(CONTROL, CONTROL_CLASS_PATH, CONTROL_MAIN));
    }

    /** What {@code scripts/settlement} ends in, for a shell. */
    String cliCommand() {
        return String.join(" ", command(CLI, CLI_CLASS_PATH, Settlement.class.getName()));
    }

    /** The command as its script starts it, on this stack. */
    Process start(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", DATA.toString()));
        return start(CLI, CLI_CLASS_PATH, Settlement.class.getName(), all);
    }

    Ended run(String... arguments) {
        return end(start(arguments));
    }

    private static Process start(Path target, String classPath, String main, List<String> arguments) {
        var command = command(target, classPath, main);
        command.addAll(arguments);
        return start(Path.of("").toAbsolutePath(), command);
    }

    private static List<String> command(Path target, String classPath, String main) {
        try {
            return new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Dfile.encoding=UTF-8",
                    "-Dsettlement.root=" + ROOT,
                    "-Drocketmq.log.root=" + DATA.resolve("client"),
                    "-cp",
                    target.resolve("classes") + ":"
                            + Files.readString(target.resolve(classPath)).strip(),
                    main));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Process start(Path folder, List<String> command) {
        try {
            var builder = new ProcessBuilder(command).directory(folder.toFile());
            builder.environment().put("LC_ALL", "C.UTF-8");
            // The JVM would say on standard error that it takes options from there; the command has them already.
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("SETTLEMENT_") || name.equals("JAVA_TOOL_OPTIONS"));
            return builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What it says on standard error is little, and fits into the pipe. */
    static Ended end(Process process) {
        try {
            process.getOutputStream().close();
            var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), out, err);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
