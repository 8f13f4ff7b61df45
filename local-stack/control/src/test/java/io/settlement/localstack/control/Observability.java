package io.settlement.localstack.control;

import io.settlement.localstack.ProjectRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is shipped for Prometheus and Grafana, as its files say it, and the metrics that the documents name. */
final class Observability {

    static final Path PROMETHEUS = ProjectRoot.locate().resolve("observability/prometheus");
    static final Path GRAFANA = ProjectRoot.locate().resolve("observability/grafana");

    private static final Pattern ALERT =
            Pattern.compile("(?s)- alert: (\\w+)\\n(.*?severity: (\\w+).*?runbook: (\\S+))\\n");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(settlement_\\w+)`.*?\\| (\\w+) \\|");
    private static final Pattern NAMED = Pattern.compile("\\bsettlement_\\w+");

    /** @param rule all its lines */
    record Alert(String name, String rule, String severity, Path runbook) {}

    private Observability() {}

    static List<Alert> alerts() {
        return ALERT.matcher(text(PROMETHEUS.resolve("alerts.yaml")))
                .results()
                .map(alert -> new Alert(
                        alert.group(1),
                        alert.group(2),
                        alert.group(3),
                        ProjectRoot.locate().resolve(alert.group(4))))
                .toList();
    }

    /** The metrics of a text that docs/metrics.md does not name. */
    static Set<String> undocumented(String text) {
        var documented = documented();
        return NAMED.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(name -> !documented.contains(name))
                .collect(Collectors.toSet());
    }

    private static Set<String> documented() {
        return DOCUMENTED
                .matcher(text(ProjectRoot.locate().resolve("docs/metrics.md")))
                .results()
                .flatMap(row -> servedAs(row.group(1), row.group(2)))
                .collect(Collectors.toSet());
    }

    private static Stream<String> servedAs(String name, String type) {
        return switch (type) {
            case "histogram" -> Stream.of("_bucket", "_sum", "_count", "_max").map(name::concat);
            case "summary" -> Stream.of("_sum", "_count", "_max").map(name::concat);
            default -> Stream.of(name);
        };
    }

    static List<Path> files(Path folder, String ending) {
        try (var content = Files.list(folder)) {
            return content.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
