package io.settlement.localstack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The programs {@code prometheus} and {@code promtool}: those on the PATH, or else those of Debian's package, which is fetched and
 * unpacked once into a cache under the checkout. Nothing is installed, and nobody has to be root for it. apt holds the
 * package against its signed lists; it is used once its programs have said their version.
 */
public final class PrometheusPrograms {
    private static final Duration FETCH_DEADLINE = Duration.ofMinutes(3);
    private static final Duration TOOL_DEADLINE = Duration.ofMinutes(2);
    private static final Pattern SUPPORTED = Pattern.compile("prometheus, version (2\\.[4-9]\\d|[3-9])\\.");

    private final Path cache;
    private final List<Path> searched;
    private final String[] download;

    /**
     * @param cache folder that holds one folder per engine
     * @param searched folders that are looked at first
     * @param download puts the package into the folder where it runs
     */
    PrometheusPrograms(Path cache, List<Path> searched, String... download) {
        this.cache = cache.toAbsolutePath().normalize();
        this.searched = List.copyOf(searched);
        this.download = download.clone();
    }

    public static PrometheusPrograms ofCheckout() {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return new PrometheusPrograms(
                ProjectRoot.locate().resolve(".local").resolve("engines"),
                Stream.of(path.split(File.pathSeparator))
                        .filter(folder -> !folder.isBlank())
                        .map(Path::of)
                        .toList(),
                "apt-get",
                "download",
                "prometheus");
    }

    /** @throws EngineFailed in one line that says what to do, where there is none and none can be fetched */
    public Path server() {
        return folder().resolve("prometheus");
    }

    /** What checks configurations and rules, and runs the rules' tests. */
    public Path promtool() {
        return folder().resolve("promtool");
    }

    private Path folder() {
        return searched.stream()
                .filter(PrometheusPrograms::holdsBoth)
                .findFirst()
                .orElseGet(this::fetched);
    }

    private static boolean holdsBoth(Path folder) {
        return Files.isExecutable(folder.resolve("prometheus")) && Files.isExecutable(folder.resolve("promtool"));
    }

    private Path fetched() {
        Path home = cache.resolve("prometheus");
        if (!Files.isDirectory(home)) {
            new StartLock(cache.resolve("prometheus.lock"), FETCH_DEADLINE).hold(() -> {
                if (!Files.isDirectory(home)) {
                    fetch(home);
                }
            });
        }
        return programsIn(home);
    }

    /** The folder gets its name last: a half unpacked one is never used. */
    private void fetch(Path home) throws IOException {
        Path unfinished = Files.createTempDirectory(cache, "fetching-");
        try {
            run(unfinished, download);
            run(unfinished, "dpkg", "--extract", packageIn(unfinished).toString(), unfinished.toString());
            Files.delete(packageIn(unfinished));
            var version =
                    run(unfinished, programsIn(unfinished).resolve("prometheus").toString(), "--version");
            if (!SUPPORTED.matcher(version).find()) {
                throw unavailable(
                        "the package holds '" + version.lines().findFirst().orElse("") + "'");
            }
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            if (Files.exists(unfinished)) {
                FileTrees.delete(unfinished);
            }
        }
    }

    private static Path programsIn(Path home) {
        return home.resolve("usr").resolve("bin");
    }

    private static Path packageIn(Path folder) throws IOException {
        try (var content = Files.list(folder)) {
            return content.filter(file -> file.toString().endsWith(".deb"))
                    .findFirst()
                    .orElseThrow(() -> unavailable("apt-get has brought no package"));
        }
    }

    private static String run(Path folder, String... command) {
        try {
            return new ToolRun(folder, TOOL_DEADLINE).output(command);
        } catch (EngineFailed failed) {
            throw unavailable(failed.getMessage());
        }
    }

    private static EngineFailed unavailable(String why) {
        return new EngineFailed("There is no Prometheus on the PATH, and Debian's package cannot be fetched (" + why
                + "). Install Prometheus 2.40 or newer so that prometheus and promtool are on the PATH, or, on Debian and"
                + " Ubuntu, make 'apt-get download prometheus' work (apt-get update).");
    }
}
