package io.settlement.client.nacos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.naming.NamingService;
import com.alibaba.nacos.api.naming.pojo.Instance;
import io.settlement.client.ClientOptions;
import io.settlement.client.NotTaken;
import io.settlement.client.Producer;
import io.settlement.client.SettlementClient;
import io.settlement.localstack.Deadline;
import io.settlement.localstack.NacosOptions;
import io.settlement.localstack.NacosServer;
import io.settlement.localstack.TestEngines;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Instances that somebody registers in a real Nacos, which is killed and started again. */
@Timeout(180)
class NacosProducersIT {

    private static final Duration SOON = Duration.ofSeconds(15);

    @Test
    void followsWhoIsThereWithWhichWeightAndKeepsTheLastListWhileNacosIsAway() throws Exception {
        var nacos = TestEngines.newNacos("followed-nacos", NacosOptions.anyFreePorts());
        nacos.start();
        // Nacos keeps one instance of a service for each connection.
        var one = NacosFactory.createNamingService(registry(nacos).properties());
        var other = NacosFactory.createNamingService(registry(nacos).properties());
        try (var producers = NacosProducers.follow(registry(nacos))) {
            assertThat(producers.hasTold()).isFalse();
            assertNobodyIsThere(producers, "has named none so far");
            register(one, 18080, 95, true);
            assertTells(producers, producer(18080, 95));
            register(other, 18081, 5, true);
            assertTells(producers, producer(18080, 95), producer(18081, 5));
            register(other, 18081, 0, true);
            assertTells(producers, producer(18080, 95), producer(18081, 0));
            register(other, 18081, 5, false);
            assertTells(producers, producer(18080, 95));
            register(other, 18081, 5, true);
            assertTells(producers, producer(18080, 95), producer(18081, 5));
            other.deregisterInstance(NacosProducers.SERVICE, NacosProducers.GROUP, instance(18081, 5, true));
            assertTells(producers, producer(18080, 95));

            nacos.kill();
            assertThat(Deadline.in(SOON).await(() -> one.getServerStatus().equals("DOWN")))
                    .isTrue();
            assertThat(producers.now()).containsExactly(producer(18080, 95));
            nacos.start();
            assertThat(Deadline.in(SOON).await(() -> {
                        assertThat(producers.now()).as("never empty").isNotEmpty();
                        return one.getServerStatus().equals("UP");
                    }))
                    .isTrue();
            register(one, 18080, 7, true);
            assertTells(producers, producer(18080, 7));
        } finally {
            one.shutDown();
            other.shutDown();
            nacos.kill();
        }
    }

    private static NacosRegistry registry(NacosServer nacos) {
        var account = nacos.application();
        return NacosRegistry.at(nacos.address())
                .withNamespace(nacos.namespace())
                .withAccount(account.user(), account.password());
    }

    private static void assertNobodyIsThere(NacosProducers producers, String why) {
        var client = SettlementClient.of(ClientOptions.of("stl_test", producers).withTries(1));
        assertThatExceptionOfType(NotTaken.class)
                .isThrownBy(() -> client.accounts().get("1"))
                .withMessageEndingWith(why);
    }

    private static Instance instance(int port, double weight, boolean enabled) {
        var instance = new Instance();
        instance.setIp("127.0.0.1");
        instance.setPort(port);
        instance.setWeight(weight);
        instance.setEnabled(enabled);
        return instance;
    }

    private static Producer producer(int port, double weight) {
        return new Producer(URI.create("http://127.0.0.1:" + port), weight);
    }

    private static void register(NamingService registrar, int port, double weight, boolean enabled) throws Exception {
        registrar.registerInstance(NacosProducers.SERVICE, NacosProducers.GROUP, instance(port, weight, enabled));
    }

    private static void assertTells(NacosProducers producers, Producer... expected) {
        var all = Set.copyOf(List.of(expected));
        Deadline.in(SOON).await(() -> Set.copyOf(producers.now()).equals(all));
        assertThat(producers.now()).containsExactlyInAnyOrder(expected);
    }
}
