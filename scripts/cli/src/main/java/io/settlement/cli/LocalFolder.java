package io.settlement.cli;

import io.settlement.cli.input.Refused;
import io.settlement.cli.input.Settings;
import io.settlement.client.ProducerAddresses;
import io.settlement.client.nacos.NacosProducers;
import io.settlement.client.nacos.NacosRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;

/** What {@code scripts/up} has written into a stack's data folder. */
record LocalFolder(Path path, Map<String, String> environment) {

    private static final int MOST_PRODUCERS = 16;
    private static final int LAST_PORT = 65_535;

    /** Several as its Nacos weighs them; one, or several while that is away, as they were started. */
    ProducerAddresses addresses() {
        var settings = settings();
        var started = producers(settings);
        if (started.length > 1) {
            var followed = NacosProducers.follow(nacos(settings));
            if (followed.hasTold()) {
                return followed;
            }
            followed.close();
        }
        return ProducerAddresses.fixed(started);
    }

    private Settings settings() {
        return Settings.read(requireStarted(), environment);
    }

    private Path requireStarted() {
        var file = path.resolve("stack.properties");
        if (!Files.exists(file)) {
            throw new Refused("no local stack was started in " + path
                    + ": scripts/up starts one, --producer URL names a producer of your own.");
        }
        return file;
    }

    private static URI[] producers(Settings settings) {
        int first = number(settings, "producer-port", LAST_PORT);
        return IntStream.range(0, number(settings, "producers", MOST_PRODUCERS))
                .mapToObj(i -> URI.create("http://127.0.0.1:" + (first + i)))
                .toArray(URI[]::new);
    }

    private NacosRegistry nacos(Settings settings) {
        var secrets = Settings.read(path.resolve("nacos").resolve("secrets.properties"), environment);
        return NacosRegistry.at("127.0.0.1:" + number(settings, "nacos-port", LAST_PORT))
                .withAccount("settlement", secrets.require("settlement.password"));
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
        requireStarted();
        return path.resolve("operator.key");
    }

    Path broker() {
        return path.resolve("config").resolve("operator.yaml");
    }
}
