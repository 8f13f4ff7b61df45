package io.settlement.localstack.control;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.PropertyKeyConst;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.exception.NacosException;
import com.alibaba.nacos.api.naming.NamingService;
import io.settlement.localstack.Deadline;
import io.settlement.localstack.EngineFailed;
import io.settlement.localstack.NacosServer;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/**
 * A stack's Nacos, through the ordinary client, connected at first use. Namespace and group are always named: a client of
 * 3.x reads the default namespace of a 2.x server as empty, without a word. Safe for several threads.
 */
final class NacosConnection implements AutoCloseable {
    private static final long READ_MILLIS = 3_000;
    private static final Duration READ_BACK = Duration.ofSeconds(10);

    private final NacosServer server;
    private ConfigService configuration;
    private NamingService naming;

    NacosConnection(NacosServer server) {
        this.server = server;
    }

    /**
     * Publishes a document and reads it back: the answer to publishing alone proves nothing. What may not be replaced is
     * published only where nothing stands.
     *
     * @return what stood there before, null if nothing did
     */
    String publish(NacosDocument document) {
        var dataId = document.dataId();
        try {
            var client = configuration();
            var before = client.getConfig(dataId, ServiceConfiguration.GROUP, READ_MILLIS);
            var content = before == null || document.isReplacedAtStart() ? document.content() : before;
            if (!content.equals(before)) {
                client.publishConfig(
                        dataId,
                        ServiceConfiguration.GROUP,
                        content,
                        document.type().getType());
            }
            if (!Deadline.in(READ_BACK).await(() -> content.equals(read(dataId)))) {
                throw new EngineFailed("Nacos took " + dataId + " but does not give it back as it was published.");
            }
            return before;
        } catch (NacosException refused) {
            throw new EngineFailed("Nacos did not take " + dataId + ": " + refused.getErrMsg(), refused);
        }
    }

    /** Whether a healthy instance of the service is registered on this port. */
    boolean isRegistered(String service, int port) {
        try {
            return naming().getAllInstances(service, ServiceConfiguration.GROUP, List.of(), false).stream()
                    .anyMatch(instance -> instance.getPort() == port && instance.isHealthy());
        } catch (NacosException away) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (configuration != null) {
                configuration.shutDown();
            }
            if (naming != null) {
                naming.shutDown();
            }
        } catch (NacosException ended) {
            throw new EngineFailed("The Nacos client does not end: " + ended.getErrMsg(), ended);
        }
    }

    private String read(String dataId) {
        try {
            return configuration().getConfig(dataId, ServiceConfiguration.GROUP, READ_MILLIS);
        } catch (NacosException away) {
            return null;
        }
    }

    private synchronized ConfigService configuration() throws NacosException {
        if (configuration == null) {
            configuration = NacosFactory.createConfigService(properties());
        }
        return configuration;
    }

    private synchronized NamingService naming() throws NacosException {
        if (naming == null) {
            naming = NacosFactory.createNamingService(properties());
        }
        return naming;
    }

    private Properties properties() {
        var account = server.administrator();
        var properties = new Properties();
        properties.setProperty(PropertyKeyConst.SERVER_ADDR, server.address());
        properties.setProperty(PropertyKeyConst.NAMESPACE, server.namespace());
        properties.setProperty(PropertyKeyConst.USERNAME, account.user());
        properties.setProperty(PropertyKeyConst.PASSWORD, account.password());
        return properties;
    }
}
