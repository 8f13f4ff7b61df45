package io.settlement.cli.input;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/** How a line of a file becomes fields. Made for one file, read from its top. */
public interface RowFormat {

    /**
     * The fields of a line; empty for one that has none, such as the head.
     *
     * @throws IllegalArgumentException saying what is wrong, to go on after "line 7"
     */
    Optional<Map<String, String>> row(String line);

    /** @param name tsv, csv or jsonl, or a file's name that ends so */
    static RowFormat of(String name) {
        var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "tsv" -> new Separated('\t');
            case "csv" -> new Separated(',');
            case "jsonl", "ndjson" -> new JsonLines();
            default -> throw new Refused("what is in '" + name + "' does not show; say --format tsv, csv or jsonl.");
        };
    }

    /** With the names of the fields in its first line. A field that holds the separator stands in double quotes. */
    final class Separated implements RowFormat {

        private final char separator;
        private List<String> head = List.of();

        Separated(char separator) {
            this.separator = separator;
        }

        @Override
        public Optional<Map<String, String>> row(String line) {
            var fields = fields(line);
            if (head.isEmpty()) {
                head = checkedHead(fields);
                return Optional.empty();
            }
            if (fields.size() != head.size()) {
                throw new IllegalArgumentException("has " + fields.size() + " fields, the first line " + head.size());
            }
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < head.size(); i++) {
                row.put(head.get(i), fields.get(i).strip());
            }
            return Optional.of(row);
        }

        private static List<String> checkedHead(List<String> fields) {
            var names = fields.stream()
                    .map(name -> name.strip().replace("\uFEFF", ""))
                    .toList();
            for (var name : names) {
                requireField(name);
            }
            if (names.stream().distinct().count() != names.size()) {
                throw new IllegalArgumentException("names a field twice");
            }
            return names;
        }

        private List<String> fields(String line) {
            List<String> fields = new ArrayList<>();
            var field = new StringBuilder();
            boolean quoted = false;
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    field.append(c);
                    i++;
                } else if (c == '"' && (quoted || field.isEmpty())) {
                    quoted = !quoted;
                } else if (c == separator && !quoted) {
                    fields.add(field.toString());
                    field.setLength(0);
                } else {
                    field.append(c);
                }
            }
            if (quoted) {
                throw new IllegalArgumentException("has a double quote that is not closed");
            }
            fields.add(field.toString());
            return fields;
        }
    }

    /** One JSON object a line, all its values strings. */
    final class JsonLines implements RowFormat {

        private static final JsonMapper JSON = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();

        @Override
        public Optional<Map<String, String>> row(String line) {
            try {
                Map<String, String> row = new HashMap<>();
                var object = JSON.readTree(line);
                if (!object.isObject()) {
                    throw new IllegalArgumentException("is no JSON object");
                }
                object.properties().forEach(field -> {
                    requireField(field.getKey());
                    if (!field.getValue().isString()) {
                        throw new IllegalArgumentException(field.getKey() + " is no string; put it into quotes");
                    }
                    row.put(field.getKey(), field.getValue().asString());
                });
                return Optional.of(row);
            } catch (JacksonException other) {
                throw new IllegalArgumentException("is no JSON object", other);
            }
        }
    }

    private static void requireField(String name) {
        if (!BulkFile.FIELDS.contains(name)) {
            throw new IllegalArgumentException("names '" + name + "', which is no field; the fields are "
                    + String.join(", ", BulkFile.FIELDS.stream().sorted().toList()));
        }
    }
}
