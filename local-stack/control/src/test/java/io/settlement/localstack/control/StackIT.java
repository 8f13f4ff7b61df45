package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.live.LiveDocument;
import io.settlement.localstack.Deadline;
import io.settlement.localstack.Lifetime;
import io.settlement.localstack.ProjectRoot;
import io.settlement.localstack.TestEngines;
import io.settlement.nacosconfig.FollowedDocument;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The commands on a real stack, in one story: starting takes longer than everything else together. */
@Timeout(600)
class StackIT {

    private static final Path DATA = Path.of("target", "stack-it").toAbsolutePath();
    private static final int PROCESSES = 6;
    /** Documents of one producer and one consumer. */
    private static final int FOLLOWED = 7;

    private static final String FLOW_RULES = "settlement-producer-flow-rules";
    private static final String PUSHED_RULES = "[{\"resource\":\"POST /v1/transfers\",\"count\":900}]";
    /** An unknown key makes the keys be read again, ten times a second at most. */
    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(1);

    private static final Duration REVOKED_WITHIN = Duration.ofSeconds(10);
    /** A service looks at what it needs every 5 s. */
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(6);

    private final CommandRun run = new CommandRun();
    private final Map<Setting, String> ports = StackPorts.free(1);

    @AfterEach
    void removeEverything() {
        command("down", "--wipe");
    }

    @Test
    void settlesAndKeepsItsDataOverDownAndUp() throws Exception {
        startsAndRefusesOtherSettingsMeanwhile();
        var door = new TransferDoor(address(), operatorKey(), 2);
        var instruction = door.betweenShards();
        var transfer = door.settle(instruction);
        assertThat(door.status(transfer)).isEqualTo("SETTLED");

        makesAndRevokesKeys(transfer);
        tellsWhatRunsAndThatNothingIsMissing();
        publishesConfigurationAndReadsItBack();

        pausesTheConsumer(door);

        var operator = operatorKey();
        pushFlowRules();
        stopsTwice();
        leavesNothingRunningWhenAServiceCannotStart();

        assertThat(command("up", "--heap", "512m")).as(run::err).isZero();
        assertThat(operatorKey()).isEqualTo(operator);
        assertThat(flowRules()).as("an operator's, not nacos-config/'s").isEqualTo(PUSHED_RULES);
        movesMoneyOnceForAKeyThatIsOlderThanTheProcesses(door, instruction, transfer);
        assertThat(door.settle(door.betweenShards())).isNotEqualTo(transfer);
        assertThat(command("down", "--wipe")).isZero();
        assertThat(DATA).doesNotExist();
    }

    private void startsAndRefusesOtherSettingsMeanwhile() throws Exception {
        assertThat(command("up", freshOptions())).as(run::err).isZero();
        assertThat(permissions("operator.key")).isEqualTo("rw-------");
        assertThat(run.out()).contains("curl -s " + address(), "operator.key").doesNotContain(operatorKey());
        assertThat(permissions("config/producer-0.yaml")).isEqualTo("rw-------");
        assertThat(permissions("config/operator.yaml")).isEqualTo("rw-------");
        assertThat(permissions("stack.properties")).isEqualTo("rw-------");
        assertThat(permissions("nacos/secrets.properties")).isEqualTo("rw-------");

        assertThat(command("up")).isZero();
        assertThat(run.out()).contains("nothing was changed");
        assertThat(command("up", "--producers", "2")).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("--producers 1 -> 2").hasLineCount(1);
        assertThat(command("status")).isZero();
        assertThat(table()).hasSize(PROCESSES).allMatch(line -> line.contains("healthy"));
    }

    private void makesAndRevokesKeys(String transfer) throws Exception {
        assertThat(command(
                        "keys create", "--owner", "ann", "--scopes", "read,transfers:write", "--label", "Ann's till"))
                .as(run::err)
                .isZero();
        var key = run.out().strip();
        var door = new TransferDoor(address(), key, 2);
        assertThat(statusWithin(KNOWN_WITHIN, 404, door, transfer))
                .as("another owner's transfer")
                .isEqualTo(404);

        assertThat(command("keys list")).isZero();
        assertThat(run.out()).contains("Ann's till", "transfers:write,read", "made by scripts/up");
        assertThat(run.out()).doesNotContain(key).contains(key.split("_")[1]);

        assertThat(command("keys revoke", key.split("_")[1])).isZero();
        assertThat(command("keys revoke", key.split("_")[1])).isEqualTo(ExitCode.REFUSED);
        assertThat(statusWithin(REVOKED_WITHIN, 401, door, transfer)).isEqualTo(401);
    }

    private static int statusWithin(Duration time, int expected, TransferDoor door, String transfer) throws Exception {
        long giveUpAt = System.nanoTime() + time.toNanos();
        int status = door.statusCodeOf(transfer);
        while (status != expected && System.nanoTime() < giveUpAt) {
            Thread.sleep(50);
            status = door.statusCodeOf(transfer);
        }
        return status;
    }

    private void tellsWhatRunsAndThatNothingIsMissing() throws Exception {
        try (var stack = stack()) {
            for (var service : stack.services()) {
                var port = service.address().getPort();
                assertThat(stack.registry().metadataOf(service.kind().serviceName(), port))
                        .as(service.kind().serviceName())
                        .containsEntry("version", version())
                        .containsEntry("weight", "1.0")
                        .containsEntry("shards", "2")
                        .containsKey("slotMapDigest");
                Deadline.in(SEEN_WITHIN).await(() -> get(service.health()).contains("\"broker\":{\"status\":\"UP\"}"));
                assertThat(get(service.health()))
                        .contains("\"registry\":{\"status\":\"UP\"}", "\"broker\":{\"status\":\"UP\"}")
                        .doesNotContain("DEGRADED", "DOWN");
                assertThat(get(metrics(service))).contains("settlement_component_up{component=\"registry\"} 1.0");
            }
        }
    }

    /** As the pom says it: the services have it from their build. */
    private static String version() throws Exception {
        var pom = Files.readString(ProjectRoot.locate().resolve("pom.xml"));
        return pom.replaceFirst("(?s).*?<artifactId>settlement</artifactId>\\s*<version>([^<]+)<.*", "$1");
    }

    private void publishesConfigurationAndReadsItBack() throws Exception {
        assertThat(command("publish-config")).as(run::err).isZero();
        assertThat(run.out().lines()).hasSize(2).allMatch(line -> line.contains("stands in Nacos already, md5 "));

        var changed = Files.writeString(DATA.resolve("settlement-consumer.yaml"), "settlement.sweeper.age: 6s\n");
        assertThat(command("publish-config", changed.toString())).as(run::err).isZero();
        assertThat(run.out()).contains("is published and read back, md5 ", "; it was ");
        assertThat(command("publish-config", changed.toString())).isZero();
        assertThat(run.out()).contains("stands in Nacos already");

        Files.writeString(changed, "settlement.sweeper.aeg: 7s\n");
        assertThat(command("publish-config", changed.toString())).isEqualTo(ExitCode.REFUSED);
        var map =
                Files.writeString(DATA.resolve("settlement-slot-map.yaml"), "settlement.sharding.slot-map: 0=0-991\n");
        assertThat(command("publish-config", map.toString())).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("says another map").hasLineCount(1);
        Files.delete(changed);
        Files.delete(map);
        try (var stack = stack()) {
            assertThat(stack.registry().find("settlement-consumer.yaml")).isEqualTo("settlement.sweeper.age: 6s\n");
            assertThat(stack.registry().find("settlement-slot-map.yaml")).contains("0=0-495 1=496-991");
        }
    }

    private static String get(URI address) {
        return HttpClient.newHttpClient()
                .sendAsync(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .join()
                .body();
    }

    private static void movesMoneyOnceForAKeyThatIsOlderThanTheProcesses(
            TransferDoor door, TransferDoor.Instruction instruction, String transfer) throws Exception {
        assertThat(door.settle(instruction)).isEqualTo(transfer);
        var otherwise = door.settleOtherwise(instruction);
        assertThat(otherwise.statusCode()).isEqualTo(409);
        assertThat(otherwise.body()).contains("\"field\":\"amount\"");
        assertThat(door.balance(instruction.source())).isEqualTo("7.50");
        assertThat(door.balance(instruction.destination())).isEqualTo("2.50");
    }

    private void stopsTwice() {
        assertThat(command("down")).isZero();
        assertThat(run.out()).contains("Stopped " + PROCESSES + " processes");
        assertThat(command("down")).isZero();
        assertThat(run.out()).contains("Nothing was running");
        assertThat(command("up", "--shards", "3")).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("slot map would differ");
    }

    /** With so little heap the JVM refuses to start. */
    private void leavesNothingRunningWhenAServiceCannotStart() {
        assertThat(command("up", "--heap", "1m")).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("ended during its start", "Too small maximum heap");
        assertThat(command("status")).isEqualTo(ExitCode.NOT_HEALTHY);
        assertThat(table()).hasSize(PROCESSES).allMatch(line -> line.contains("stopped"));
    }

    /** Nothing is pulled, and the transfer ends all the same, by the sweeper. */
    private void pausesTheConsumer(TransferDoor door) throws Exception {
        var settings = Files.writeString(
                DATA.resolve("settlement-consumer-live.json"),
                "{\"paused\": true, \"reason\": \"a drill\", \"sweeper\": {\"age\": \"2s\"}}");
        assertThat(command("publish-config", settings.toString())).as(run::err).isZero();
        assertThat(run.out()).contains("is run by " + consumer());
        try (var stack = stack()) {
            assertThat(metricsOf(stack, ServiceKind.CONSUMER)).contains("settlement_consumer_paused 1.0");
        }
        assertThat(door.status(door.settle(door.betweenShards()))).isEqualTo("SETTLED");

        Files.writeString(settings, "{\"paused\": false, \"topic\": \"transfers\"}");
        assertThat(command("publish-config", settings.toString())).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("topics and groups are never live").hasLineCount(1);
        Files.writeString(settings, "{\"paused\": false}\n");
        assertThat(command("publish-config", settings.toString())).as(run::err).isZero();
        Files.delete(settings);
    }

    private static String metricsOf(Stack stack, ServiceKind kind) {
        var service = stack.services().stream()
                .filter(each -> each.kind() == kind)
                .findFirst()
                .orElseThrow();
        return get(metrics(service));
    }

    private static URI metrics(SettlementService service) {
        return URI.create(service.health().toString().replace("health", "prometheus"));
    }

    /** Rules are an operator's: published by name, kept over a start, and not lifted all at once. */
    private void pushFlowRules() throws Exception {
        assertThat(flowRules()).as("published at the first start").isEqualTo("[]\n");
        assertThat(command("config-status")).as(run::out).isZero();
        assertThat(run.out())
                .contains(
                        producer() + ": runs md5 " + LiveDocument.md5("[]\n"),
                        consumer() + ": runs md5 " + LiveDocument.md5("{\"paused\": false}\n"))
                .hasLineCount(FOLLOWED);

        var rules = Files.writeString(DATA.resolve("settlement-producer-flow-rules.json"), PUSHED_RULES);
        assertThat(command("publish-config", "--diff", rules.toString())).isZero();
        assertThat(run.out())
                .contains(
                        "has md5 " + LiveDocument.md5("[]\n"),
                        "to be published is md5 " + LiveDocument.md5(PUSHED_RULES))
                .contains("-1 []", "+1 " + PUSHED_RULES);
        assertThat(flowRules()).isEqualTo("[]\n");
        assertThat(command("publish-config", rules.toString())).as(run::err).isZero();
        assertThat(run.out()).contains("is run by " + producer());

        refusesToPublishOverWhatItHasNotSeen(rules);
        namesWhoDoesNotRunWhatWasPublished(rules);
        goesBackToAnOlderVersion(rules);

        Files.writeString(rules, "[]");
        assertThat(command("publish-config", rules.toString())).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err())
                .contains("is empty, and what stands in Nacos is not")
                .hasLineCount(1);
        Files.delete(rules);
    }

    private void refusesToPublishOverWhatItHasNotSeen(Path rules) {
        assertThat(command("publish-config", "--expect", LiveDocument.md5("[]\n"), rules.toString()))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("somebody changed it").hasLineCount(1);
        try (var stack = stack()) {
            for (var stale : new String[] {"[]\n", null}) {
                assertThatThrownBy(() -> stack.registry().replace(FollowedDocument.FLOW_RULES, stale, "[ ]"))
                        .isInstanceOf(Refused.class)
                        .hasMessageContaining("has changed in Nacos");
            }
        }
        assertThat(flowRules()).isEqualTo(PUSHED_RULES);
    }

    /** The check knows no number of shards, and this stack has two. */
    private void namesWhoDoesNotRunWhatWasPublished(Path rules) throws Exception {
        var seventh = Files.writeString(rules, "[{\"resource\":\"debit shard-7\",\"count\":5}]");
        assertThat(command("publish-config", seventh.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .contains("is not run by " + producer(), "unknown resource")
                .hasLineCount(1);

        assertThat(command("config-status")).isEqualTo(ExitCode.NOT_HEALTHY);
        assertThat(run.out())
                .contains(
                        producer() + ": runs md5 " + LiveDocument.md5(PUSHED_RULES), "refused md5 ", "unknown resource")
                .hasLineCount(FOLLOWED);
    }

    private void goesBackToAnOlderVersion(Path rules) {
        assertThat(command("publish-config", "--rollback", "999999", rules.toString()))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("has no version 999999").hasLineCount(1);

        assertThat(command("publish-config", "--history", rules.toString()))
                .as(run::err)
                .isZero();
        var good = run.out()
                .lines()
                .filter(line -> line.contains(LiveDocument.md5(PUSHED_RULES)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(run.out()))
                .replaceFirst(".* version (\\d+),.*", "$1");
        assertThat(command("publish-config", "--rollback", good, rules.toString()))
                .as(run::err)
                .isZero();
        assertThat(run.out()).contains("md5 " + LiveDocument.md5(PUSHED_RULES), "is run by " + producer());
        assertThat(command("config-status")).as(run::out).isZero();
    }

    private String consumer() {
        return "settlement-consumer 127.0.0.1:" + ports.get(Setting.CONSUMER_PORT);
    }

    private String producer() {
        return "settlement-producer 127.0.0.1:" + ports.get(Setting.PRODUCER_PORT);
    }

    private static Stack stack() {
        var folder = new DataFolder(DATA);
        return new Stack(folder, folder.recorded().orElseThrow(), Lifetime.DETACHED);
    }

    private static String flowRules() {
        try (var stack = stack()) {
            return stack.registry().find(FLOW_RULES);
        }
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + ports.get(Setting.PRODUCER_PORT));
    }

    private static String operatorKey() throws Exception {
        return Files.readString(DATA.resolve("operator.key")).strip();
    }

    private List<String> table() {
        return run.out().lines().skip(1).toList();
    }

    private String[] freshOptions() {
        var options = new ArrayList<>(List.of("--shards", "2"));
        TestEngines.givenMySql()
                .ifPresent(mysql ->
                        options.addAll(List.of("--mysqld", mysql.server().toString())));
        ports.forEach((setting, port) -> options.addAll(List.of(setting.option(), port)));
        return options.toArray(String[]::new);
    }

    private int command(String name, String... options) {
        return run.execute(Stream.of(name.split(" "), new String[] {"--data", DATA.toString()}, options)
                .flatMap(Stream::of)
                .toArray(String[]::new));
    }

    private static String permissions(String file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(DATA.resolve(file)));
    }
}
