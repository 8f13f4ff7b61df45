package io.settlement.client.nacos;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.exception.NacosException;
import com.alibaba.nacos.api.naming.NamingService;
import com.alibaba.nacos.api.naming.listener.NamingEvent;
import io.settlement.client.Producer;
import io.settlement.client.ProducerAddresses;
import java.util.List;

/**
 * The producers that Nacos names: healthy, enabled, with the weights that they have there at this moment. Nacos tells of a change
 * within a second; while it is away the list stays as it was. Thread-safe; make one, keep it, close it at the end.
 */
public final class NacosProducers implements ProducerAddresses, AutoCloseable {

    /** What producers register as. */
    public static final String SERVICE = "settlement-producer";

    public static final String GROUP = "SETTLEMENT";

    private final NacosRegistry registry;
    private final NamingService naming;
    private final LastTold told = new LastTold();

    private NacosProducers(NacosRegistry registry) throws NacosException {
        this.registry = registry;
        this.naming = NacosFactory.createNamingService(registry.properties());
    }

    /**
     * Returns when Nacos has told who is there, or after some seconds without: whoever starts while Nacos is away has no producers
     * until it is back.
     *
     * @throws IllegalArgumentException if Nacos's client takes no such settings
     */
    public static NacosProducers follow(NacosRegistry registry) {
        try {
            var producers = new NacosProducers(registry);
            producers.subscribe();
            return producers;
        } catch (NacosException unusable) {
            throw new IllegalArgumentException(registry + " cannot be followed: " + unusable.getErrMsg(), unusable);
        }
    }

    private void subscribe() {
        try {
            naming.subscribe(SERVICE, GROUP, event -> {
                if (event instanceof NamingEvent change) {
                    told.hear(change.getInstances());
                }
            });
            told.hearFirst(naming.getAllInstances(SERVICE, GROUP));
        } catch (NacosException away) {
            // Nacos's client subscribes again as soon as it is connected.
        }
    }

    /** Whether Nacos has named a producer since this began to follow it, able to take calls or not. */
    public boolean hasTold() {
        return told.isSomething();
    }

    @Override
    public List<Producer> now() {
        return told.producers();
    }

    @Override
    public void close() {
        try {
            naming.shutDown();
        } catch (NacosException ended) {
            throw new IllegalStateException("the client of " + registry + " does not end", ended);
        }
    }

    @Override
    public String toString() {
        return registry
                + (hasTold() ? " names none that is healthy, enabled and above weight 0" : " has named none so far");
    }
}
