package io.settlement.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.PropertyKeyConst;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.exception.NacosException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class NacosServerIT {
    private static final String GROUP = "SETTLEMENT";
    private static final long TIMEOUT_MILLIS = 5_000;

    private final NacosServer server = TestEngines.nacos();

    @Test
    void refusesTheShippedLogin() {
        NacosAccounts accounts = new NacosAccounts("http://" + server.address() + "/nacos");

        assertThat(accounts.refuses(NacosAccounts.SHIPPED)).isTrue();
        assertThat(accounts.login(server.administrator())).isPresent();
    }

    @Test
    void refusesToPublishWithoutToken() throws Exception {
        HttpRequest publish = HttpRequest.newBuilder(URI.create("http://" + server.address() + "/nacos/v1/cs/configs"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "tenant=" + server.namespace() + "&dataId=forged&group=" + GROUP + "&content=x"))
                .build();

        HttpResponse<String> answer = HttpClient.newHttpClient().send(publish, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void publishesAndReadsBackInItsOwnNamespace() throws Exception {
        ConfigService operator = client(server.administrator());
        ConfigService service = client(server.application());
        try {
            assertThat(operator.publishConfig("limits", GROUP, "accepted=1")).isTrue();

            assertThat(Deadline.in(Duration.ofSeconds(10)).await(() -> "accepted=1".equals(read(service, "limits"))))
                    .isTrue();
        } finally {
            operator.shutDown();
            service.shutDown();
        }
    }

    @Test
    void doesNotLetServicesChangeConfiguration() throws Exception {
        ConfigService service = client(server.application());
        try {
            assertThat(publishes(service)).isFalse();
            assertThat(read(service, "changed")).isNull();
        } finally {
            service.shutDown();
        }
    }

    @Test
    void keepsAccountsAndConfigurationOverKillAndStop() throws Exception {
        NacosServer own = TestEngines.newNacos("killed-nacos", NacosOptions.anyFreePorts());
        own.start();
        Credentials before = own.administrator();
        own.kill();
        assertThat(own.isReady()).isFalse();
        own.start();
        own.stop();
        own.start();

        assertThat(own.isReady()).isTrue();
        assertThat(own.administrator()).isEqualTo(before);
        own.kill();
    }

    private static boolean publishes(ConfigService service) {
        try {
            return service.publishConfig("changed", GROUP, "x");
        } catch (NacosException refused) {
            return false;
        }
    }

    private static String read(ConfigService service, String dataId) {
        try {
            return service.getConfig(dataId, GROUP, TIMEOUT_MILLIS);
        } catch (NacosException refused) {
            throw new IllegalStateException(refused);
        }
    }

    private ConfigService client(Credentials account) throws NacosException {
        Properties properties = new Properties();
        properties.put(PropertyKeyConst.SERVER_ADDR, server.address());
        properties.put(PropertyKeyConst.NAMESPACE, server.namespace());
        properties.put(PropertyKeyConst.USERNAME, account.user());
        properties.put(PropertyKeyConst.PASSWORD, account.password());
        return NacosFactory.createConfigService(properties);
    }
}
