package io.settlement.client.nacos;

import static org.assertj.core.api.Assertions.assertThat;

import com.alibaba.nacos.api.naming.pojo.Instance;
import io.settlement.client.Producer;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastToldTest {

    private final LastTold told = new LastTold();

    private static Instance instance(String ip, int port, double weight) {
        var instance = new Instance();
        instance.setIp(ip);
        instance.setPort(port);
        instance.setWeight(weight);
        return instance;
    }

    private static Producer producer(String address, double weight) {
        return new Producer(URI.create(address), weight);
    }

    @Test
    void takesOverAddressesAndWeights() {
        var secure = instance("10.0.0.2", 8443, 5);
        secure.addMetadata("secure", "true");
        told.hear(List.of(instance("10.0.0.1", 8080, 95), secure, instance("::1", 8080, 0)));
        assertThat(told.producers())
                .containsExactly(
                        producer("http://10.0.0.1:8080", 95),
                        producer("https://10.0.0.2:8443", 5),
                        producer("http://[::1]:8080", 0));
    }

    @Test
    void leavesOutWhoIsNotHealthyOrNotEnabled() {
        var sick = instance("10.0.0.1", 8080, 1);
        sick.setHealthy(false);
        var disabled = instance("10.0.0.2", 8080, 1);
        disabled.setEnabled(false);
        told.hear(List.of(sick, instance("10.0.0.3", 8080, 1), disabled));
        assertThat(told.producers()).containsExactly(producer("http://10.0.0.3:8080", 1));
        told.hear(List.of(sick, disabled));
        assertThat(told.producers()).isEmpty();
    }

    @Test
    void keepsTheLastListWhereNobodyIsNamed() {
        assertThat(told.isSomething()).isFalse();
        told.hear(List.of());
        assertThat(told.isSomething()).isFalse();
        told.hear(List.of(instance("10.0.0.1", 8080, 1)));
        told.hear(List.of());
        assertThat(told.isSomething()).isTrue();
        assertThat(told.producers()).hasSize(1);
    }

    @Test
    void whatNacosToldByItselfIsNewerThanWhatWasAskedFor() {
        told.hear(List.of(instance("10.0.0.1", 8080, 1)));
        told.hearFirst(List.of(instance("10.0.0.2", 8080, 1)));
        assertThat(told.producers()).containsExactly(producer("http://10.0.0.1:8080", 1));
    }

    @Test
    void passesOverWhatCannotBeCalled() {
        told.hear(List.of(
                instance("no host", 8080, 1),
                instance("under_score", 8080, 1),
                instance("10.0.0.1", 8080, -1),
                instance("10.0.0.2", 8080, 1)));
        assertThat(told.producers()).containsExactly(producer("http://10.0.0.2:8080", 1));
    }
}
