package io.settlement.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands {@code up} and {@code down} in a process of their own, as the scripts of these names run them. */
final class UpCommand {

    private static final String MAIN = "io.settlement.localstack.control.LocalStack";

    private final Path root;
    private final Path data;
    private final Path log;

    /** @param data folder of the stack */
    UpCommand(Path root, Path data, Path log) {
        this.root = root;
        this.data = data;
        this.log = log;
    }

    /** Returns when everything answers. */
    void up(Map<String, Integer> ports) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("up", "--data", data.toString()));
        ports.forEach((option, port) -> arguments.addAll(List.of(option, Integer.toString(port))));
        run(arguments);
    }

    void downAndWipe() {
        try {
            run(List.of("down", "--wipe", "--data", data.toString()));
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(List<String> arguments) throws IOException, InterruptedException {
        Files.createDirectories(log.getParent());
        var target = root.resolve("local-stack").resolve("control").resolve("target");
        var classPath = target.resolve("classes") + ":"
                + Files.readString(target.resolve("control.classpath")).strip();
        var command = Stream.of(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-Dsettlement.root=" + root,
                                "-cp",
                                classPath,
                                MAIN),
                        arguments.stream())
                .flatMap(part -> part)
                .collect(Collectors.toList());
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException(arguments.get(0) + " ended with " + status + ": " + end());
        }
    }

    private String end() throws IOException {
        var lines = Files.readAllLines(log);
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }
}
