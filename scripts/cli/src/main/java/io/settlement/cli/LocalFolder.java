package io.settlement.cli;

import io.settlement.cli.input.Refused;
import io.settlement.cli.input.Settings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;

/** What {@code scripts/up} has written into a stack's data folder. */
record LocalFolder(Path path, Map<String, String> environment) {

    private static final int MOST_PRODUCERS = 16;
    private static final int LAST_PORT = 65_535;

    URI[] producers() {
        var file = path.resolve("stack.properties");
        if (!Files.exists(file)) {
            throw new Refused("no local stack was started in " + path
                    + ": scripts/up starts one, --producer URL names a" + " producer of your own.");
        }
        var settings = Settings.read(file, environment);
        int first = number(settings, "producer-port", LAST_PORT);
        return IntStream.range(0, number(settings, "producers", MOST_PRODUCERS))
                .mapToObj(i -> URI.create("http://127.0.0.1:" + (first + i)))
                .toArray(URI[]::new);
    }

    private static int number(Settings settings, String key, int most) {
        var text = settings.require(key);
        int number = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > most) {
            throw new Refused("stack.properties is damaged: " + key + " is '" + text + "'.");
        }
        return number;
    }

    /** The operator's key, readable by the folder's owner only. */
    Path key() {
        return path.resolve("operator.key");
    }

    Path broker() {
        return path.resolve("config").resolve("operator.yaml");
    }
}
