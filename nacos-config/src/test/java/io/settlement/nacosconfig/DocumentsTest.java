package io.settlement.nacosconfig;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.localstack.ProjectRoot;
import io.settlement.sharding.SlotMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

class DocumentsTest {

    private static final Path FOLDER = ProjectRoot.locate().resolve("nacos-config");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| [^|]+ \\| [^|]+ \\| ([^|]*) \\| [^|]*\\|");
    private static final String LEVELS = ServiceDocument.LEVEL + "*";

    static List<Document> all() {
        return Document.all();
    }

    static List<ServiceDocument> ofServices() {
        return List.of(ServiceDocument.PRODUCER, ServiceDocument.CONSUMER);
    }

    @ParameterizedTest
    @MethodSource("all")
    void isShippedInOrderAndNothingElseIsShipped(Document document) throws IOException {
        document.check(Files.readString(FOLDER.resolve(document.fileName())));
        try (var files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.matches(".*\\.(yaml|json)")))
                    .containsExactlyInAnyOrderElementsOf(
                            all().stream().map(Document::fileName).toList());
        }
    }

    /** A key that no record has, and a key of a record that the table forgets. */
    @ParameterizedTest
    @MethodSource("all")
    void theReadmeNamesItsKeysAndNoOthers(Document document) throws IOException {
        var keys = new TreeSet<>(document.keys());
        if (document instanceof ServiceDocument) {
            keys.add(LEVELS);
        }
        assertThat(table(document).keySet()).containsExactlyElementsOf(keys);
    }

    /** A record that a service binds and that no document knows. */
    @Test
    void everyRecordOfAServiceBelongsToItsDocument() {
        var shared = List.of("io.settlement.watch", "io.settlement.sharding", "io.settlement.live");
        assertThat(recordsIn(shared, "io.settlement.producer")).isEqualTo(types(ServiceDocument.PRODUCER));
        assertThat(recordsIn(shared, "io.settlement.consumer")).isEqualTo(types(ServiceDocument.CONSUMER));
    }

    private static TreeSet<String> types(ServiceDocument document) {
        return document.settings().stream()
                .map(settings -> settings.type().getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TreeSet<String> recordsIn(List<String> shared, String service) {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return Stream.concat(shared.stream(), Stream.of(service))
                .flatMap(folder -> scanner.findCandidateComponents(folder).stream())
                .map(BeanDefinition::getBeanClassName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whatever a record has stands in the table, or is named among what belongs into each process's own file. */
    @ParameterizedTest
    @MethodSource("ofServices")
    void theReadmeNamesWhatMayNotStandInNacos(ServiceDocument document) throws IOException {
        var ownFile = section("In each process's own file only");
        assertThat(document.keysOfOwnFile())
                .isNotEmpty()
                .allSatisfy(key -> assertThat(ownFile).contains("`" + key + "`"));
    }

    @ParameterizedTest
    @MethodSource("ofServices")
    void theReadmeTellsTheDefaults(ServiceDocument document) throws IOException {
        var table = table(document);
        for (var settings : document.settings()) {
            for (var key : settings.keys()) {
                assertThat(made(settings, Map.of(key, table.get(key)))).as(key).isEqualTo(made(settings, Map.of()));
            }
        }
    }

    /** The page on recovery tells times that stand in this README as well. */
    @Test
    void thePageOnRecoveryTellsTheSameDefaults() throws IOException {
        var defaults = new TreeMap<String, String>();
        for (var document : ofServices()) {
            defaults.putAll(table(document));
        }
        var told = Pattern.compile("(?m)^\\| `(settlement\\.[^`]+)` \\| ([^|]*) \\|")
                .matcher(Files.readString(FOLDER.resolveSibling("docs").resolve("recovery.md")))
                .results()
                .toList();
        assertThat(told)
                .hasSizeGreaterThan(10)
                .allSatisfy(row -> assertThat(row.group(2)).as(row.group(1)).isEqualTo(defaults.get(row.group(1))));
    }

    private static Object made(Settings settings, Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(settings.concerned(values)))
                .bindOrCreate(settings.prefix(), Bindable.of(settings.type()));
    }

    /** A line of a document, and a part of what is said of it. */
    static List<Map.Entry<String, String>> wrongLines() {
        return List.of(
                entry(
                        "settlement.batching.max-bach: 5",
                        ":1: settlement.batching.max-bach is no key of this document; did you mean"
                                + " settlement.batching.max-batch?"),
                entry("settlement.batching.maxBatch: 5", "did you mean settlement.batching.max-batch?"),
                entry("settlement.sweeper.age: 5s", "is no key of this document"),
                entry("spring.application.name: x", "is no key of this document"),
                entry("settlement.batching: 5", "is no key of this document"),
                entry("settlement.batching.max-batch: [1]", "is no key of this document"),
                entry("settlement.batching.max-batch: 1025", "max-batch must be from 1 to 1024"),
                entry("settlement.batching.max-batch: many", "settlement.batching.max-batch: 'many' is no int"),
                entry("settlement.batching.max-batch: ${MAX}", "is no int"),
                entry("settlement.batching.answer-timeout: soon", "is no Duration"),
                entry("settlement.access.enabled: false", "may not stand in Nacos"),
                entry("settlement.access.outage-grace: 1s", "outage-grace must be from refresh"),
                entry("settlement.rocketmq.secret-key: x", "may not stand in Nacos"),
                entry("settlement.sharding.shards[0].password: x", "may not stand in Nacos"),
                entry("settlement.sharding.pool-size: 500", "pool-size must be from 1 to 200"),
                entry("logging.level.root: LOUD", "'LOUD' is no level"),
                entry("a: [", "is no YAML"),
                entry("# nothing", "says nothing"));
    }

    @ParameterizedTest
    @MethodSource("wrongLines")
    void refusesWithOneLineForEachThing(Map.Entry<String, String> wrong) {
        assertThatThrownBy(() -> ServiceDocument.PRODUCER.check(wrong.getKey()))
                .isInstanceOf(UnusableDocument.class)
                .hasMessageStartingWith("settlement-producer.yaml")
                .hasMessageContaining(wrong.getValue())
                .message()
                .hasLineCount(1);
    }

    @Test
    void refusesWhatAnAnnotationBounds() {
        assertThatThrownBy(() -> ServiceDocument.CONSUMER.check("settlement.listener.threads: 65"))
                .hasMessageContaining(":1: settlement.listener.threads: '65' must be less than or equal to 64");
        assertThatThrownBy(() -> ServiceDocument.CONSUMER.check("settlement.sweeper.interval: 1ms"))
                .hasMessageContaining("settlement.sweeper.interval: '1ms' must be longer than or equal to");
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        assertThatThrownBy(() -> ServiceDocument.PRODUCER.check("a: 1\nb: 2"))
                .hasMessageContaining(":1: a is no key")
                .hasMessageContaining(":2: b is no key");
    }

    @Test
    void refusesDoubledKeysSeveralDocumentsAndWhatIsTooLong() {
        var key = "settlement.batching.max-batch: 5\n";
        for (var content : List.of("a:\n  b: 1\n  b: 2", key + "---\n" + key, key + "#".repeat(70_000))) {
            assertThatThrownBy(() -> ServiceDocument.PRODUCER.check(content)).isInstanceOf(UnusableDocument.class);
        }
    }

    @Test
    void aSlotMapIsWholeOrRefused() {
        var map = SlotMapDocument.INSTANCE;
        assertThat(map.read(map.text(SlotMap.evenly(32)))).isEqualTo(SlotMap.evenly(32));
        for (var wrong : List.of("0=0-990", "0=0-495 1=495-991", "1=0-991", "nonsense")) {
            assertThatThrownBy(() -> map.check("settlement.sharding.slot-map: " + wrong))
                    .isInstanceOf(UnusableDocument.class)
                    .hasMessageContaining("slot");
        }
        assertThatThrownBy(() -> map.check(map.text(SlotMap.evenly(2)) + "    pool-size: 9\n"))
                .hasMessageContaining("pool-size is no key of this document");
    }

    @Test
    void theShippedSlotMapIsTheOneOfFourShards() throws IOException {
        assertThat(Files.readString(FOLDER.resolve("settlement-slot-map.yaml")))
                .isEqualTo(SlotMapDocument.INSTANCE.text(SlotMap.evenly(4)));
    }

    @Test
    void flowRulesMayNameWhatTheApiDocumentHas() throws IOException {
        var endpoints = new TreeSet<String>();
        var path = "";
        for (var line : Files.readAllLines(FOLDER.resolveSibling("docs").resolve("openapi.yaml"))) {
            path = line.matches("  /v1/\\S+:") ? line.strip().replace(":", "") : path;
            if (line.matches("    (get|put|post|delete):")) {
                endpoints.add(line.strip().replace(":", "").toUpperCase(Locale.ROOT) + " " + path);
            }
        }
        assertThat(RuleResources.ENDPOINTS).containsExactlyElementsOf(endpoints);
        FollowedDocument.FLOW_RULES.check("[{\"resource\":\"debit shard-31\",\"count\":5}]");
    }

    @Test
    void refusesRulesThatNoProducerWouldTake() {
        var sets = List.of(
                FollowedDocument.FLOW_RULES,
                FollowedDocument.DEGRADE_RULES,
                FollowedDocument.PARAM_FLOW_RULES,
                FollowedDocument.SYSTEM_RULES,
                FollowedDocument.AUTHORITY_RULES);
        for (var rules : sets) {
            for (var wrong : List.of("", "{}", "[{}]", "[{\"resource\":\"GET /v2\",\"count\":1}]", "[null]")) {
                assertThatThrownBy(() -> rules.check(wrong))
                        .isInstanceOf(UnusableDocument.class)
                        .hasMessageStartingWith(rules.fileName() + ": ")
                        .message()
                        .hasLineCount(1);
            }
        }
    }

    @Test
    void refusesLiveSettingsThatNoConsumerWouldTake() {
        var settings = FollowedDocument.CONSUMER_SETTINGS;
        settings.check("{\"paused\":true,\"reason\":\"a broker moves\",\"sweeper\":{\"age\":\"1s\"}}");
        for (var wrong : List.of("{}", "[]", "{\"paused\":false,\"sweeper\":{\"age\":\"0s\"}}")) {
            assertThatThrownBy(() -> settings.check(wrong))
                    .isInstanceOf(UnusableDocument.class)
                    .hasMessageStartingWith("settlement-consumer-live.json: ");
        }
    }

    @Test
    void refusesLiveSettingsThatNoProducerWouldTake() {
        var settings = FollowedDocument.PRODUCER_SETTINGS;
        settings.check("{\"readOnly\":true,\"reason\":\"a shard moves\"}");
        for (var wrong : List.of("{}", "[]", "{\"readOnly\":false,\"shards\":8}")) {
            assertThatThrownBy(() -> settings.check(wrong))
                    .isInstanceOf(UnusableDocument.class)
                    .hasMessageStartingWith("settlement-producer-live.json: ");
        }
    }

    @Test
    void nobodyReadsADocumentOfAnotherName() {
        assertThatThrownBy(() -> Document.named("settlement-producer.yml"))
                .hasMessageContaining("nobody reads a document of this name; there are settlement-producer.yaml");
    }

    private static Map<String, String> table(Document document) throws IOException {
        var rows = new TreeMap<String, String>();
        section(document.dataId()).lines().map(ROW::matcher).forEach(row -> {
            if (row.matches()) {
                rows.put(row.group(1), row.group(2).strip());
            }
        });
        return rows;
    }

    private static String section(String title) throws IOException {
        return Stream.of(Files.readString(FOLDER.resolve("README.md")).split("\n## "))
                .filter(part -> part.startsWith(title + "\n"))
                .findFirst()
                .orElseThrow();
    }
}
