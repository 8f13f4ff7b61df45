package io.settlement.cli;

import io.settlement.cli.input.Refused;
import io.settlement.cli.input.Settings;
import io.settlement.cli.input.Times;
import io.settlement.client.ClientOptions;
import io.settlement.client.ProducerAddresses;
import io.settlement.client.SettlementClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that every command of the door has: which producers, with whose key, how long. */
final class DoorOption {

    private static final String PRODUCERS = "SETTLEMENT_PRODUCERS";
    private static final String KEY = "SETTLEMENT_API_KEY";
    private static final String KEY_FILE = "SETTLEMENT_API_KEY_FILE";
    private static final String STANDARD_FOLDER = ".local";

    @Option(
            names = "--producer",
            paramLabel = "URL,URL",
            description = "producers, with equal shares (" + PRODUCERS + ", or those of the local stack)")
    private String producers;

    @Mixin
    private NacosOption nacos;

    /** Never the key itself: what is typed shows in the list of processes and in the shell's history. */
    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "file that holds the API key (" + KEY + ", " + KEY_FILE + ", or the local operator's)")
    private Path keyFile;

    @Option(names = "--data", paramLabel = "DIR", description = "data folder of a local stack (.local in the project)")
    private Path data;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            description = "give up after this long, all tries together (60s)")
    private String deadline = "60s";

    @Option(names = "--json", description = "JSON, one object a line, instead of a table")
    private boolean json;

    boolean json() {
        return json;
    }

    LocalFolder folder(Terminal terminal) {
        var path = data == null
                ? Path.of(System.getProperty("settlement.root", ".")).resolve(STANDARD_FOLDER)
                : data;
        return new LocalFolder(path, terminal.environment());
    }

    SettlementClient client(Terminal terminal) {
        requireOneDeployment();
        // Who has no key need not wait for Nacos.
        var key = key(terminal);
        try {
            return SettlementClient.of(
                    ClientOptions.of(key, addresses(terminal)).withDeadline(Times.duration("--deadline", deadline)));
        } catch (IllegalArgumentException wrong) {
            throw new Refused(wrong.getMessage() + ".", wrong);
        }
    }

    private void requireOneDeployment() {
        if (producers != null && data != null) {
            throw new Refused("--producer and --data name two deployments; give one of them.");
        }
        if (nacos.isTyped() && (producers != null || data != null)) {
            throw new Refused("--nacos goes without --producer and --data; give one of them.");
        }
    }

    private ProducerAddresses addresses(Terminal terminal) {
        var environment = terminal.environment();
        var listed = listed(environment);
        if (listed.isPresent()) {
            return ProducerAddresses.fixed(addresses(listed.get()));
        }
        return isElsewhere(environment)
                ? nacos.producers(environment)
                : folder(terminal).addresses();
    }

    /** What is typed goes before what stands in the environment. */
    private Optional<String> listed(Map<String, String> environment) {
        return data != null || nacos.isTyped()
                ? Optional.empty()
                : Optional.ofNullable(producers).or(() -> set(environment, PRODUCERS));
    }

    private boolean isElsewhere(Map<String, String> environment) {
        return data == null && (listed(environment).isPresent() || nacos.isGiven(environment));
    }

    private static URI[] addresses(String text) {
        try {
            return Stream.of(text.split(",", -1))
                    .map(String::strip)
                    .map(URI::create)
                    .toArray(URI[]::new);
        } catch (IllegalArgumentException wrong) {
            throw new Refused(
                    "'" + text + "' is no address of a producer; it looks like http://127.0.0.1:8080.", wrong);
        }
    }

    /** The local operator's key goes to the local stack only: to another address it would be given away. */
    private String key(Terminal terminal) {
        var environment = terminal.environment();
        if (keyFile != null) {
            return Settings.text(keyFile).strip();
        }
        return set(environment, KEY)
                .or(() -> set(environment, KEY_FILE).map(Path::of).map(Settings::text))
                .orElseGet(() -> local(terminal))
                .strip();
    }

    private String local(Terminal terminal) {
        if (isElsewhere(terminal.environment())) {
            throw new Refused("no API key; --key-file FILE names one, or put it into " + KEY + ".");
        }
        return Settings.text(folder(terminal).key());
    }

    private static Optional<String> set(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
