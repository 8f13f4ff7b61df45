package io.settlement.localstack.control;

import io.settlement.localstack.PrivateFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * What the settings file of a data folder says.
 *
 * @param clusterId stands in every shard's own database; made once, because the data is worth nothing without it
 * @param values every setting
 */
record RecordedStack(String clusterId, Map<Setting, String> values) {

    private static final String CLUSTER_ID = "cluster-id";
    private static final int CLUSTER_ID_BYTES = 16;

    RecordedStack {
        values = Map.copyOf(values);
    }

    /** A stack that has no data yet. */
    static RecordedStack fresh(Map<Setting, String> chosen) {
        return new RecordedStack(freshClusterId(), StackSettings.complete(chosen));
    }

    static String freshClusterId() {
        var random = new byte[CLUSTER_ID_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** @throws Refused if a line is missing or cannot be read */
    static RecordedStack read(Path file) {
        var lines = new Properties();
        try {
            lines.load(new StringReader(Files.readString(file)));
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new Refused(file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
        var values = new EnumMap<Setting, String>(Setting.class);
        // Folders that an earlier build made do not say it.
        lines.putIfAbsent(Setting.PROMETHEUS.word(), Setting.PROMETHEUS.standard());
        for (var setting : Setting.values()) {
            values.put(setting, line(lines, setting.word(), file));
        }
        return new RecordedStack(line(lines, CLUSTER_ID, file), values);
    }

    void write(Path file) {
        PrivateFile.write(file, """
                # Written by the first start of this stack; the data beside it depends on these lines.
                %s=%s
                %s
                """.formatted(
                        CLUSTER_ID,
                        clusterId,
                        new EnumMap<>(values)
                                .entrySet().stream()
                                        .map(entry -> entry.getKey().word() + "=" + entry.getValue())
                                        .collect(Collectors.joining("\n"))));
    }

    /** The same stack with what is chosen now. */
    RecordedStack with(Map<Setting, String> chosen) {
        var changed = new EnumMap<>(values);
        changed.putAll(chosen);
        return new RecordedStack(clusterId, changed);
    }

    /** What a start asks for differently, as {@code --shards 4 -> 2}; empty if it asks for the same. */
    String differences(RecordedStack other) {
        return new EnumMap<>(values)
                .entrySet().stream()
                        .filter(entry -> !other.values.get(entry.getKey()).equals(entry.getValue()))
                        .map(entry -> entry.getKey().option() + " " + entry.getValue() + " -> "
                                + other.values.get(entry.getKey()))
                        .collect(Collectors.joining(", "));
    }

    StackSettings settings() {
        return StackSettings.of(values);
    }

    private static String line(Properties lines, String word, Path file) {
        var value = lines.getProperty(word);
        if (value == null || value.isBlank()) {
            throw new Refused(file + " is damaged: it has no line '" + word
                    + "'. Put it back, or remove the stack and its" + " data with down --wipe.");
        }
        return value;
    }
}
