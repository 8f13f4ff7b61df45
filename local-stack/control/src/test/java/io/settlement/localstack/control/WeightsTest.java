package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.alibaba.nacos.api.naming.pojo.Instance;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code scripts/weights} makes of what is typed and of what Nacos tells; Nacos itself comes in {@link FleetIT}. */
class WeightsTest {

    private static final String NOWHERE = "--server-addr=127.0.0.1:1";

    private final CommandRun run = new CommandRun();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:8080",
                "127.0.0.1=5",
                "127.0.0.1:8080=",
                "127.0.0.1:8080=-1",
                "127.0.0.1:8080=5%",
                "127.0.0.1:8080=10000.001",
                "127.0.0.1:8080=NaN",
                "=5"
            })
    void refusesWhatIsNoProducerWithAWeight(String text) {
        assertThat(run.execute("weights", NOWHERE, "127.0.0.1:8082=1", text)).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err())
                .startsWith("weights: '" + text + "' is no HOST:PORT=WEIGHT")
                .contains("nothing was changed")
                .hasLineCount(1);
    }

    @Test
    void refusesAProducerThatIsNamedTwice() {
        assertThat(run.execute("weights", NOWHERE, "127.0.0.1:8080=1", "127.0.0.1:8080=2"))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("127.0.0.1:8080 is named twice").hasLineCount(1);
    }

    private static Instance instance(int port, double weight, boolean healthy) {
        var instance = new Instance();
        instance.setIp("127.0.0.1");
        instance.setPort(port);
        instance.setWeight(weight);
        instance.setHealthy(healthy);
        instance.addMetadata("version", "1." + port % 10);
        return instance;
    }

    private static Shares shares(Instance... producers) {
        return new Shares(List.of(producers));
    }

    @Test
    void showsTheShareOfEachAmongTheHealthyOnes() {
        assertThat(shares(instance(8082, 5, true), instance(8080, 95, true), instance(8084, 100, false))
                        .lines())
                .containsExactly(
                        "127.0.0.1:8080 weight 95 takes 95.0 % of the calls, version 1.0",
                        "127.0.0.1:8082 weight 5 takes 5.0 % of the calls, version 1.2",
                        "127.0.0.1:8084 weight 100 takes 0.0 % of the calls, version 1.4, not healthy");
        assertThat(shares(instance(8080, 0, true), instance(8082, 0.05f, true)).lines())
                .containsExactly(
                        "127.0.0.1:8080 weight 0 takes 0.0 % of the calls, version 1.0",
                        "127.0.0.1:8082 weight 0.05 takes 100.0 % of the calls, version 1.2");
    }

    @Test
    void namesThoseThatThereAreWhereOneIsNotAmongThem() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() ->
                        shares(instance(8082, 1, true), instance(8080, 1, true)).named("127.0.0.1:8081"))
                .withMessageContaining("no producer 127.0.0.1:8081; it names 127.0.0.1:8080, 127.0.0.1:8082.");
    }

    @Test
    void leavesSomebodyWhoTakesCalls() {
        var shares = shares(instance(8080, 1, true), instance(8082, 0, true), instance(8084, 1, false));
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> shares.requireSomebodyWith(Map.of("127.0.0.1:8080", 0.0)));
        shares.requireSomebodyWith(Map.of("127.0.0.1:8080", 0.0, "127.0.0.1:8082", 1.0));
    }

    @Test
    void seesWhetherAllWeightsAreAsTheyWereSet() {
        var shares = shares(instance(8080, 95, true), instance(8082, 5, true));
        assertThat(shares.have(Map.of("127.0.0.1:8082", 5.0))).isTrue();
        assertThat(shares.have(Map.of("127.0.0.1:8080", 95.0, "127.0.0.1:8082", 1.0)))
                .isFalse();
        assertThat(shares.have(Map.of("127.0.0.1:8084", 1.0))).isFalse();
    }
}
