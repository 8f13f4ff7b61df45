package io.settlement.cli.input;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/** A file of settings, one a line: {@code key=value} or {@code key: "value"}, as {@code scripts/up} writes them. */
public final class Settings {

    private static final long LARGEST = 1 << 20;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private final Path file;
    private final Properties lines;
    private final Map<String, String> environment;

    private Settings(Path file, Properties lines, Map<String, String> environment) {
        this.file = file;
        this.lines = lines;
        this.environment = environment;
    }

    public static Settings read(Path file, Map<String, String> environment) {
        var lines = new Properties();
        try {
            lines.load(new StringReader(text(file)));
        } catch (IllegalArgumentException | IOException damaged) {
            throw new Refused(file + " cannot be read as settings: " + damaged.getMessage(), damaged);
        }
        return new Settings(file, lines, environment);
    }

    /** Of a small file. */
    public static String text(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new Refused(file + " is larger than 1 MiB; it is some other file.");
            }
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new Refused(file + " cannot be read; check its name and who may read it.", unreadable);
        }
    }

    /** Without quotes around it; {@code ${NAME}} is taken from the environment. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(lines.getProperty(key))
                .map(value -> value.strip().replaceFirst("^\"(.*)\"$", "$1"))
                .map(value -> resolved(key, value))
                .filter(value -> !value.isBlank());
    }

    public String require(String key) {
        return find(key).orElseThrow(() -> new Refused(file + " has no line '" + key + ": ...'; add it."));
    }

    private String resolved(String key, String value) {
        var variable = VARIABLE.matcher(value);
        if (!variable.matches()) {
            return value;
        }
        return Optional.ofNullable(environment.get(variable.group(1)))
                .orElseThrow(() ->
                        new Refused(file + ": " + key + " wants the variable " + variable.group(1) + "; set it."));
    }
}
