package io.settlement.client.nacos;

import com.alibaba.nacos.api.naming.pojo.Instance;
import io.settlement.client.Producer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/** Who takes calls, by what Nacos told last. Thread-safe. */
final class LastTold {

    private volatile List<Producer> producers = List.of();
    private volatile boolean something;

    /**
     * An empty list is not believed: a Nacos that has just started, or has lost sight of all producers at once, names nobody, while
     * they serve on. Whoever does not serve any more costs a try, and is put aside.
     */
    synchronized void hear(List<Instance> instances) {
        if (instances.isEmpty()) {
            return;
        }
        something = true;
        producers = instances.stream()
                .filter(Instance::isHealthy)
                .filter(Instance::isEnabled)
                .flatMap(instance -> producer(instance).stream())
                .toList();
    }

    /** What was asked for; what Nacos has told by itself meanwhile is newer. */
    synchronized void hearFirst(List<Instance> instances) {
        if (!something) {
            hear(instances);
        }
    }

    boolean isSomething() {
        return something;
    }

    List<Producer> producers() {
        return producers;
    }

    /** Empty where it cannot be called: anybody with an account may register anything. */
    private static Optional<Producer> producer(Instance instance) {
        // As Spring Cloud's own clients read it; spring.cloud.nacos.discovery.secure sets it.
        var scheme = "true".equals(instance.getMetadata().get("secure")) ? "https" : "http";
        try {
            var address = new URI(scheme, null, instance.getIp(), instance.getPort(), null, null, null);
            return Optional.of(new Producer(address, instance.getWeight()));
        } catch (URISyntaxException | IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }
}
