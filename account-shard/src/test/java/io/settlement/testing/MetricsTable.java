package io.settlement.testing;

import io.settlement.localstack.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The metrics of one service that docs/metrics.md names, held against those that it serves: by name, type and labels.
 *
 * @param always what is served from the start, such as {@code settlement_shard_up gauge [shard]}
 * @param later what appears with its first event, marked with a dagger
 * @param families how the names begin that are not the project's own
 */
public record MetricsTable(Set<String> always, Set<String> later, Set<String> families) {

    private static final Path PAGE = ProjectRoot.locate().resolve("docs/metrics.md");
    private static final Pattern ROW =
            Pattern.compile("\\| `(settlement_[a-z_]+)`( †)? \\| (\\w+) \\| [^|]+ \\|([^|]*)\\| [^|]+ \\|");
    private static final Pattern FAMILY = Pattern.compile("\\| `([a-z_]+_)` \\| [^|]+ \\|");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (\\w+)");
    private static final Pattern SAMPLE = Pattern.compile("([a-z]\\w*?)(\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    /** What stands under "Both services" and under the service's own name. */
    public static MetricsTable of(String service) {
        var always = new TreeSet<String>();
        var later = new TreeSet<String>();
        Stream.of("Both services", service)
                .flatMap(section -> rows(section, ROW))
                .forEach(row -> {
                    var labels = Stream.of(row.group(4).split("[`, ]+"))
                            .filter(label -> !label.isBlank())
                            .collect(Collectors.toCollection(TreeSet::new));
                    (row.group(2) == null ? always : later).add(row.group(1) + " " + row.group(3) + " " + labels);
                });
        var families = rows("Beside them", FAMILY).map(row -> row.group(1)).collect(Collectors.toSet());
        return new MetricsTable(always, later, families);
    }

    private static Stream<MatchResult> rows(String section, Pattern row) {
        return Stream.of(page().split("(?m)^## "))
                .filter(part -> part.startsWith(section + "\n"))
                .flatMap(String::lines)
                .map(row::matcher)
                .filter(Matcher::matches)
                .map(Matcher::toMatchResult);
    }

    /** What is served and stands nowhere. */
    public Set<String> undocumented(String prometheus) {
        var left = served(prometheus);
        left.removeIf(metric -> families.stream().anyMatch(metric::startsWith));
        left.removeAll(always);
        left.removeAll(later);
        return left;
    }

    /** What should be served from the start and is not. */
    public Set<String> missing(String prometheus) {
        var left = new TreeSet<>(always);
        left.removeAll(served(prometheus));
        return left;
    }

    /** What has not appeared so far. */
    public Set<String> notYet(String prometheus) {
        var left = new TreeSet<>(later);
        left.removeAll(served(prometheus));
        return left;
    }

    /** A timer's greatest value of the last minutes goes without saying, as do buckets, sums and counts. */
    private static Set<String> served(String prometheus) {
        Map<String, String> types = new TreeMap<>();
        prometheus
                .lines()
                .map(TYPE::matcher)
                .filter(Matcher::matches)
                .forEach(type -> types.put(type.group(1), type.group(2)));
        types.keySet().removeIf(name -> name.endsWith("_max") && types.containsKey(withoutEnd(name)));
        Map<String, Set<String>> labels = new TreeMap<>();
        types.keySet().forEach(name -> labels.put(name, new TreeSet<>()));
        prometheus.lines().map(SAMPLE::matcher).filter(Matcher::matches).forEach(sample -> {
            var family = labels.containsKey(sample.group(1)) ? sample.group(1) : withoutEnd(sample.group(1));
            if (sample.group(3) != null && labels.containsKey(family)) {
                labelsOf(sample.group(3)).forEach(labels.get(family)::add);
            }
        });
        return labels.entrySet().stream()
                .map(family -> family.getKey() + " " + types.get(family.getKey()) + " " + family.getValue())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The value of one sample, such as {@code settlement_shard_up{shard="0"}}, as it is written; empty where there is none. */
    public static String value(String prometheus, String sample) {
        return prometheus
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .map(line -> line.substring(sample.length() + 1))
                .findFirst()
                .orElse("");
    }

    private static Stream<String> labelsOf(String text) {
        return LABEL.matcher(text).results().map(label -> label.group(1)).filter(label -> !label.equals("le"));
    }

    private static String withoutEnd(String name) {
        return name.replaceFirst("_(max|sum|count|bucket)$", "");
    }

    private static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
