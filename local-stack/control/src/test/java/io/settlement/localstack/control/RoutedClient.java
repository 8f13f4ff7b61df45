package io.settlement.localstack.control;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.exception.NacosException;
import com.alibaba.nacos.api.naming.NamingService;
import io.settlement.client.ClientOptions;
import io.settlement.client.SettlementClient;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Asks for each call a producer that Nacos names at that moment, and asks it once: what fails there has failed. */
final class RoutedClient implements AutoCloseable {

    private final String apiKey;
    private final NamingService naming;
    private final Map<URI, SettlementClient> producers = new ConcurrentHashMap<>();

    RoutedClient(NacosAccess access, String apiKey) {
        this.apiKey = apiKey;
        try {
            naming = NacosFactory.createNamingService(access.properties());
        } catch (NacosException away) {
            throw new IllegalStateException(away);
        }
    }

    /** @throws IllegalStateException if Nacos names nobody */
    SettlementClient next() throws NacosException {
        var instance = naming.selectOneHealthyInstance(ServiceKind.PRODUCER.serviceName(), ServiceConfiguration.GROUP);
        var address = URI.create("http://" + instance.getIp() + ":" + instance.getPort());
        return producers.computeIfAbsent(address, this::askedOnce);
    }

    /** Who was named so far. */
    Set<URI> named() {
        return Set.copyOf(producers.keySet());
    }

    private SettlementClient askedOnce(URI producer) {
        return SettlementClient.of(ClientOptions.of(apiKey, producer).withTries(1));
    }

    @Override
    public void close() throws NacosException {
        naming.shutDown();
    }
}
