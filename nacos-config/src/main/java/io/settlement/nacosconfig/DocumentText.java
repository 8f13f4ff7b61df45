package io.settlement.nacosconfig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ByteArrayResource;

/** A YAML document as its keys, values and lines: read as a service reads it, within bounds. */
final class DocumentText {

    private static final int MOST_CHARACTERS = 65_536;

    private final String dataId;
    private final EnumerablePropertySource<?> source;

    private DocumentText(String dataId, EnumerablePropertySource<?> source) {
        this.dataId = dataId;
        this.source = source;
    }

    /** @throws UnusableDocument where it is too long, no YAML, empty, or several documents in one */
    static DocumentText parse(String dataId, String content) {
        if (content.length() > MOST_CHARACTERS) {
            throw unusable(dataId, "is longer than " + MOST_CHARACTERS + " characters");
        }
        try {
            var loaded = new YamlPropertySourceLoader()
                    .load(dataId, new ByteArrayResource(content.getBytes(StandardCharsets.UTF_8)));
            if (loaded.size() > 1) {
                throw unusable(dataId, "holds several YAML documents; one is read");
            }
            var source = loaded.isEmpty() ? null : (EnumerablePropertySource<?>) loaded.get(0);
            if (source == null || source.getPropertyNames().length == 0) {
                throw unusable(dataId, "says nothing; write at least one key");
            }
            return new DocumentText(dataId, source);
        } catch (IOException | IllegalStateException noYaml) {
            throw unusable(dataId, "is no YAML: " + oneLine(noYaml));
        } catch (UnusableDocument unusable) {
            throw unusable;
        } catch (RuntimeException noYaml) {
            throw unusable(dataId, "is no YAML: " + oneLine(noYaml));
        }
    }

    List<String> names() {
        return List.of(source.getPropertyNames());
    }

    String value(String name) {
        return String.valueOf(source.getProperty(name));
    }

    Map<String, String> values() {
        var values = new LinkedHashMap<String, String>();
        names().forEach(name -> values.put(name, value(name)));
        return values;
    }

    /** What is wrong with a key, with its line. */
    String trouble(String name, String what) {
        @SuppressWarnings("unchecked")
        var origin = ((OriginLookup<String>) source).getOrigin(name);
        var line = origin instanceof TextResourceOrigin text && text.getLocation() != null
                ? ":" + (text.getLocation().getLine() + 1)
                : "";
        return dataId + line + ": " + what;
    }

    static String oneLine(Throwable trouble) {
        return String.valueOf(trouble.getMessage()).replaceAll("\\s+", " ").strip();
    }

    private static UnusableDocument unusable(String dataId, String what) {
        return new UnusableDocument(List.of(dataId + ": " + what));
    }
}
