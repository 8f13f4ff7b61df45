package io.settlement.localstack.control;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.config.ConfigType;
import com.alibaba.nacos.api.exception.NacosException;
import com.alibaba.nacos.api.naming.NamingService;
import com.alibaba.nacos.api.naming.pojo.Instance;
import io.settlement.live.LiveDocument;
import io.settlement.localstack.Deadline;
import io.settlement.localstack.EngineFailed;
import io.settlement.nacosconfig.Document;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
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
     * Publishes a document over whatever stands there.
     *
     * @return what stood there before, null if nothing did
     */
    String publish(Document document, String content) {
        var before = find(document.dataId());
        replace(document, before, content);
        return before;
    }

    /**
     * Publishes a document over one text only and reads it back, for the answer to publishing proves nothing: a server with
     * its own database says yes also where it found another text and left it.
     *
     * @param before what was found there, null if nothing was
     * @throws Refused where something else stands there by now
     */
    void replace(Document document, String before, String content) {
        var dataId = document.dataId();
        boolean taken = content.equals(before) || isTaken(document, LiveDocument.md5(before), content);
        var now = new AtomicReference<String>();
        Deadline.in(taken ? READ_BACK : Duration.ZERO).await(() -> {
            now.set(read(dataId));
            return content.equals(now.get()) || isAnother(now.get(), before);
        });
        if (!content.equals(now.get())) {
            throw isAnother(now.get(), before)
                    ? new Refused(dataId + " has changed in Nacos since this looked at it; it was not published.")
                    : new EngineFailed("Nacos does not give " + dataId + " back as it was to be published;"
                            + " may this account publish?");
        }
    }

    /** What cannot be read is no news. */
    private static boolean isAnother(String now, String before) {
        return now != null && !now.equals(before);
    }

    /** Nacos compares and sets in one step. Where nothing stands, no sum is compared. */
    private boolean isTaken(Document document, String md5, String content) {
        try {
            return configuration()
                    .publishConfigCas(document.dataId(), ServiceConfiguration.GROUP, content, md5, typeOf(document));
        } catch (NacosException refused) {
            throw new EngineFailed("Nacos did not take " + document.dataId() + ": " + reason(refused), refused);
        }
    }

    /** Every registered instance of a service, healthy or not. */
    List<Instance> instancesOf(String service) {
        try {
            return naming().getAllInstances(service, ServiceConfiguration.GROUP, List.of(), false);
        } catch (NacosException away) {
            throw new EngineFailed("Nacos does not tell who is registered: " + reason(away), away);
        }
    }

    /** What the instance of a service on this port tells of itself; empty where there is none. */
    Map<String, String> metadataOf(String service, int port) {
        return instancesOf(service).stream()
                .filter(instance -> instance.getPort() == port)
                .findFirst()
                .map(Instance::getMetadata)
                .orElse(Map.of());
    }

    /** Whether a healthy instance of the service is registered on this port. */
    boolean isRegistered(String service, int port) {
        try {
            return instancesOf(service).stream()
                    .anyMatch(instance -> instance.getPort() == port && instance.isHealthy());
        } catch (EngineFailed away) {
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
            return find(dataId);
        } catch (EngineFailed away) {
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
