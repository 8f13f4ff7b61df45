package io.settlement.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.PropertyKeyConst;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.config.ConfigType;
import com.alibaba.nacos.api.exception.NacosException;
import com.alibaba.nacos.api.naming.pojo.Instance;
import io.settlement.localstack.Credentials;
import io.settlement.localstack.FreePorts;
import io.settlement.localstack.NacosServer;
import io.settlement.localstack.TestEngines;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.MetricsTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.info.BuildProperties;

/** A producer and a real Nacos: what it reads there, and what it tells of itself. */
@Timeout(120)
class RegistryIT {

    private static final String GROUP = "SETTLEMENT";
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path live;

    @Test
    void readsTheSlotMapThereAndRegistersWithVersionWeightAndShards() throws Exception {
        var nacos = TestEngines.nacos();
        try (var cluster = LedgerFixture.of(2)) {
            publish(nacos, "settlement-slot-map.yaml", """
                    settlement:
                      sharding:
                        slot-map: "%s"
                    """.formatted(
                            cluster.slotMap().canonicalText()));
            try (var service = RunningDoor.open(cluster, arguments(cluster, nacos))) {
                assertThat(ProducerNode.await(SOON, () -> registered(nacos) != null))
                        .isTrue();
                var instance = registered(nacos);
                assertThat(instance.getMetadata())
                        .containsEntry(
                                "version", service.bean(BuildProperties.class).getVersion())
                        .containsEntry("weight", "3.0")
                        .containsEntry("shards", "2")
                        .containsEntry(
                                "slotMapDigest", cluster.slotMap().digest().substring(0, 12));
                assertThat(instance.getWeight()).isEqualTo(3);
                assertThat(ProducerNode.await(SOON, () -> up(service).equals("1.0")))
                        .isTrue();
                assertServesItsMetrics(service.manage("prometheus").body());
                assertShowsItself(service);
            }
        }
    }

    /** On the operator page, with what it runs, which it is asked at its own management port. */
    private static void assertShowsItself(RunningDoor service) {
        var instances = service.get("/v1/operate/instances").body();
        var shown = instances.at("/instances/0");
        assertThat(shown.path("address").asString()).isEqualTo("127.0.0.1:" + service.port());
        assertThat(shown.path("weight").asDouble()).isEqualTo(3);
        assertThat(shown.path("healthy").asBoolean()).isTrue();
        assertThat(shown.path("documents")
                        .valueStream()
                        .map(document -> document.path("dataId").asString()))
                .as("%s", instances)
                .contains("settlement-producer-live", "settlement-producer-flow-rules");
        assertThat(shown.at("/documents/0/md5").asString()).isNotBlank();
        assertThat(shown.has("trouble")).isFalse();
    }

    /** With Nacos nothing is left out but what counts failures, and refusals by their rules. */
    private static void assertServesItsMetrics(String served) {
        var table = MetricsTable.of("settlement-producer");
        assertThat(table.undocumented(served)).isEmpty();
        assertThat(table.missing(served)).isEmpty();
        assertThat(table.notYet(served))
                .allMatch(metric ->
                        metric.contains("failure") || metric.startsWith("settlement_admission_refused_total "));
        assertThat(table.families()).isNotEmpty().allMatch(family -> served.contains("# TYPE " + family));
    }

    /** Its command line says nothing of the slot map. */
    private List<String> arguments(LedgerFixture cluster, NacosServer nacos) {
        var account = nacos.application();
        List<String> arguments =
                new ArrayList<>(ServiceArguments.of(cluster.properties(), ProducerNode.sharedBroker()));
        arguments.removeIf(argument -> argument.startsWith("--settlement.sharding.slot-map=")
                || argument.startsWith("--settlement.nacos.enabled=")
                || argument.startsWith("--management.server.port="));
        arguments.addAll(List.of(
                // Told in Nacos as it is configured, so that 0 would be no port.
                "--management.server.port=" + FreePorts.withNeighbours(),
                "--settlement.nacos.enabled=true",
                "--settlement.nacos.server-addr=" + nacos.address(),
                "--settlement.nacos.namespace=" + nacos.namespace(),
                "--settlement.nacos.username=" + account.user(),
                "--settlement.nacos.password=" + account.password(),
                "--settlement.nacos.weight=3",
                "--settlement.live.folder=" + live,
                "--settlement.watch.interval=200ms",
                "--spring.cloud.nacos.discovery.graceful-shutdown-wait-time=0"));
        return arguments;
    }

    private static String up(RunningDoor service) {
        return MetricsTable.value(
                service.manage("prometheus").body(), "settlement_component_up{component=\"registry\"}");
    }

    private static Instance registered(NacosServer nacos) {
        try {
            var naming = NacosFactory.createNamingService(properties(nacos, nacos.application()));
            try {
                return naming.getAllInstances("settlement-producer", GROUP, List.of(), false).stream()
                        .findFirst()
                        .orElse(null);
            } finally {
                naming.shutDown();
            }
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void publish(NacosServer nacos, String dataId, String content) throws Exception {
        var configuration = NacosFactory.createConfigService(properties(nacos, nacos.administrator()));
        try {
            configuration.publishConfig(dataId, GROUP, content, ConfigType.YAML.getType());
            assertThat(ProducerNode.await(SOON, () -> content.equals(read(configuration, dataId))))
                    .isTrue();
        } finally {
            configuration.shutDown();
        }
    }

    private static String read(ConfigService configuration, String dataId) {
        try {
            return configuration.getConfig(dataId, GROUP, 3_000);
        } catch (NacosException notYet) {
            return "";
        }
    }

    private static Properties properties(NacosServer nacos, Credentials account) {
        var properties = new Properties();
        properties.setProperty(PropertyKeyConst.SERVER_ADDR, nacos.address());
        properties.setProperty(PropertyKeyConst.NAMESPACE, nacos.namespace());
        properties.setProperty(PropertyKeyConst.USERNAME, account.user());
        properties.setProperty(PropertyKeyConst.PASSWORD, account.password());
        return properties;
    }
}
