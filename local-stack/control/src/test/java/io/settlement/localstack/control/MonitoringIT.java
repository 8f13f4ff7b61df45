package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.load.DemoCommand;
import io.settlement.localstack.Deadline;
import io.settlement.localstack.FreePorts;
import io.settlement.localstack.Lifetime;
import io.settlement.localstack.TestEngines;
import io.settlement.localstack.control.Dashboard.Panel;
import io.settlement.localstack.control.Observability.Alert;
import io.settlement.nacosconfig.FollowedDocument;
import io.settlement.sharding.ShardingProperties;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A real Prometheus scrapes a running system during a demo, and is asked what the dashboards ask it. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringIT {

    private static final Path DATA = Path.of("target", "monitoring-it").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String[] DEMO = {
        "--shards", "2", "--transfers", "6000", "--accounts", "200", "--connections", "2", "--progress", "plain"
    };

    /** Looks and proofs each second or two: the shipped five seconds and six hours are longer than the demo. */
    private static final Wiring BUSY = new Wiring() {
        @Override
        public ShardingProperties databases(String member, ShardingProperties direct) {
            return direct;
        }

        @Override
        public List<String> command(String member, List<String> command) {
            var whole = new ArrayList<>(command);
            whole.addAll(List.of(
                    "--settlement.watch.interval=1s",
                    "--settlement.proof.first-after=0s",
                    "--settlement.proof.interval=3s"));
            return whole;
        }
    };

    private final CommandRun run = new CommandRun();
    private Stack stack;
    private PrometheusApi prometheus;
    private Instant begin;

    @BeforeAll
    void startAndRunTheDemo() throws Exception {
        RealPrometheus.orSkip();
        stack = new Stack(new DataFolder(DATA), recorded(), Lifetime.THIS_JVM, BUSY);
        new StackStart(stack, line -> {}).run();
        prometheus = new PrometheusApi(stack.prometheus().orElseThrow().address());
        scrapeEachSecond();
        begin = Instant.now();
        sendWhatIsRefused();
        assertThat(demo()).isEqualTo(DemoCommand.AGREES);
        await(() -> prometheus.now("max(settlement_in_flight_transfers)").equals(List.of("0")));
    }

    private static RecordedStack recorded() {
        var chosen = new EnumMap<Setting, String>(Setting.class);
        chosen.putAll(StackPorts.free(1));
        chosen.put(Setting.SHARDS, "2");
        chosen.put(Setting.HEAP, "256m");
        chosen.put(Setting.PROMETHEUS, Integer.toString(FreePorts.withNeighbours()));
        TestEngines.givenMySql()
                .ifPresent(mysql -> chosen.put(Setting.MYSQLD, mysql.server().toString()));
        var recorded = RecordedStack.fresh(chosen);
        recorded.write(new DataFolder(DATA).settingsFile());
        return recorded;
    }

    /** Prometheus reads the targets again when their files change. */
    private void scrapeEachSecond() throws Exception {
        for (var targets : Observability.files(DATA.resolve("prometheus/targets"), ".yaml")) {
            Files.writeString(
                    targets,
                    Observability.text(targets) + "  labels: {__scrape_interval__: 1s, __scrape_timeout__: 1s}\n");
        }
        await(() -> prometheus.now("count(count_over_time(up[5s]) >= 4)").equals(List.of("2")));
    }

    /** So that what counts refusals moves as well: a body that is no notice, rules that cannot be read, a request without a key. */
    private void sendWhatIsRefused() throws Exception {
        ForgedNotices.send(stack.broker(), List.of(new byte[] {1}));
        for (var rules : List.of("[{\"resource\":\"POST /v1/accounts\",\"count\":5000}]", "[")) {
            stack.registry().publish(FollowedDocument.FLOW_RULES, rules);
            var shows = rules.equals("[") ? "settlement_document_refused" : "settlement_rules_pushed";
            await(() -> prometheus.now("max(" + shows + ")").equals(List.of("1")));
        }
        var producer = stack.services(ServiceKind.PRODUCER).get(0).address();
        assertThat(new TransferDoor(producer, "", 2).statusCodeOf("1")).isEqualTo(401);
    }

    private int demo() throws Exception {
        var alone = StackLock.tryTake(stack.data().lock()).orElseThrow();
        var quiet = new PrintStream(PrintStream.nullOutputStream());
        return new DemoCommand(
                        request -> new DemoStack(stack, alone, true, new Interruption()),
                        ReconcilerProof::new,
                        quiet,
                        System.err)
                .execute(DEMO);
    }

    private static void await(BooleanSupplier condition) {
        assertThat(Deadline.in(PATIENCE).await(condition)).isTrue();
    }

    @AfterAll
    void removeEverything() {
        if (stack != null) {
            stack.close();
        }
        assertThat(run.execute("down", "--wipe", "--data", DATA.toString()))
                .as(run::err)
                .isZero();
        assertThat(DATA).doesNotExist();
    }

    @Test
    void everyQueryOfEveryPanelHasDataThatChangesUnlessItSaysOtherwise() {
        var found = new ArrayList<String>();
        for (var dashboard : Dashboard.all()) {
            for (var panel : dashboard.panels()) {
                panel.queries()
                        .forEach(query -> look(query, panel)
                                .ifPresent(trouble -> found.add(
                                        trouble + ": " + dashboard.name() + ", " + panel.title() + ": " + query)));
            }
        }
        assertThat(found).isEmpty();
    }

    private Optional<String> look(String query, Panel panel) {
        var series = prometheus.since(begin, filledIn(query));
        boolean data = series.stream().flatMap(List::stream).anyMatch(value -> !value.equals("NaN"));
        if (!data) {
            return Optional.of("no data");
        }
        boolean changes =
                series.stream().anyMatch(values -> values.stream().distinct().count() > 1);
        return changes || panel.flat() ? Optional.empty() : Optional.of("never changes");
    }

    /** As Grafana fills it in where everything is chosen; the shortest time that holds enough scrapes. */
    private static String filledIn(String query) {
        return query.replace("$__rate_interval", "5s")
                .replace("$instance", ".+")
                .replace("$shard", ".+");
    }

    @Test
    void everyVariableHasSomethingToChoose() {
        assertThat(Dashboard.all())
                .flatMap(Dashboard::variables)
                .hasSizeGreaterThan(2)
                .allSatisfy(query -> assertThat(prometheus.labelValues(query)).isNotEmpty());
    }

    /** Of the dead letter and of the rules, which are wrong on purpose. */
    @Test
    void everyRuleIsEvaluatedAndNoAlertFiresWithoutCause() {
        await(() -> prometheus.firing().size() >= 2);

        assertThat(prometheus.firing()).containsExactlyInAnyOrder("DeadLetters", "PushRefused");
        assertThat(prometheus.rules())
                .containsExactlyInAnyOrderElementsOf(Observability.alerts().stream()
                        .map(Alert::name)
                        .map("ok "::concat)
                        .toList());
    }

    @Test
    void theStatusNamesPrometheusBesideTheOthers() {
        assertThat(run.execute("status", "--data", DATA.toString()))
                .as(run::out)
                .isZero();
        assertThat(run.out()).containsPattern("(?m)^prometheus +\\d+ +\\d+ +healthy");
    }
}
