package io.settlement.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The metrics that a README names, held against those that a service serves: by name, type and labels.
 *
 * @param always what is served from the start, such as {@code settlement_shard_up gauge [shard]}
 * @param later what appears with its first event, marked with a dagger
 */
public record MetricsTable(Set<String> always, Set<String> later) {

    private static final Pattern ROW =
            Pattern.compile("\\| `(settlement_[a-z_]+)`( †)? \\| (\\w+) \\|([^|]*)\\| [^|]+ \\|");
    private static final Pattern TYPE = Pattern.compile("# TYPE (settlement_\\w+) (\\w+)");
    private static final Pattern SAMPLE = Pattern.compile("(settlement_\\w+?)(\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    public static MetricsTable in(Path readme) {
        var always = new TreeSet<String>();
        var later = new TreeSet<String>();
        text(readme).lines().map(ROW::matcher).filter(Matcher::matches).forEach(row -> {
            var labels = Stream.of(row.group(4).split("[`, ]+"))
                    .filter(label -> !label.isBlank())
                    .collect(Collectors.toCollection(TreeSet::new));
            (row.group(2) == null ? always : later).add(row.group(1) + " " + row.group(3) + " " + labels);
        });
        return new MetricsTable(always, later);
    }

    /** A timer's greatest value of the last minutes goes without saying, as do buckets, sums and counts. */
    public static Set<String> served(String prometheus) {
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

    private static String text(Path readme) {
        try {
            return Files.readString(readme);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
