package io.settlement.localstack.control;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.config.ConfigType;
import com.alibaba.nacos.api.exception.NacosException;
import com.alibaba.nacos.api.naming.NamingService;
import com.alibaba.nacos.api.naming.pojo.Instance;
import io.settlement.localstack.Deadline;
import io.settlement.localstack.EngineFailed;
import io.settlement.nacosconfig.Document;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A Nacos, through the ordinary client, connected at first use. Group and namespace are always named. Safe for several threads.
 */
final class NacosConnection implements AutoCloseable {
    private static final long READ_MILLIS = 3_000;
    private static final Duration READ_BACK = Duration.ofSeconds(30);

    private final Supplier<NacosAccess> access;
    private ConfigService configuration;
    private NamingService naming;

    /** @param access asked for at the first use only, because secrets are generated with a stack's data */
    NacosConnection(Supplier<NacosAccess> access) {
        this.access = access;
    }

    /** What stands under a dataId; null if nothing does. */
    String find(String dataId) {
        try {
            return configuration().getConfig(dataId, ServiceConfiguration.GROUP, READ_MILLIS);
        } catch (NacosException away) {
            throw new EngineFailed(
                    "Nacos at " + access.get().address() + " does not tell " + dataId + ": " + reason(away), away);
        }
    }

    /**
     * Publishes a document and reads it back: the answer to publishing alone proves nothing. What may not be replaced is
     * published only where nothing stands.
     *
     * @return what stood there before, null if nothing did
     */
    String publish(Document document, String content) {
        var dataId = document.dataId();
        try {
            var before = find(dataId);
            if (!content.equals(before)) {
                configuration().publishConfig(dataId, ServiceConfiguration.GROUP, content, typeOf(document));
            }
            if (!Deadline.in(READ_BACK).await(() -> content.equals(read(dataId)))) {
                throw new EngineFailed("Nacos took " + dataId + " but does not give it back as it was published.");
            }
            return before;
        } catch (NacosException refused) {
            throw new EngineFailed("Nacos did not take " + dataId + ": " + reason(refused), refused);
        }
    }

    /** What the instance of a service on this port tells of itself; empty where there is none. */
    Map<String, String> metadataOf(String service, int port) {
        try {
            return naming().getAllInstances(service, ServiceConfiguration.GROUP, List.of(), false).stream()
                    .filter(instance -> instance.getPort() == port)
                    .findFirst()
                    .map(Instance::getMetadata)
                    .orElse(Map.of());
        } catch (NacosException away) {
            throw new EngineFailed("Nacos does not tell who is registered: " + reason(away), away);
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

    /** For who looks at it in the console. */
    private static String typeOf(Document document) {
        return ConfigType.valueOf(document.format().name()).getType();
    }

    /** In one line, which the client's own words are not always. */
    private static String reason(NacosException trouble) {
        return String.valueOf(trouble.getErrMsg()).replaceAll("\\s+", " ").strip();
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
            configuration = NacosFactory.createConfigService(access.get().properties());
        }
        return configuration;
    }

    private synchronized NamingService naming() throws NacosException {
        if (naming == null) {
            naming = NacosFactory.createNamingService(access.get().properties());
        }
        return naming;
    }
}
