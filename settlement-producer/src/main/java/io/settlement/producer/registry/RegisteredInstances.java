package io.settlement.producer.registry;

import com.alibaba.cloud.nacos.NacosServiceManager;
import com.alibaba.nacos.api.exception.NacosException;
import com.alibaba.nacos.api.naming.pojo.Instance;
import io.settlement.live.DocumentState;
import io.settlement.threads.Threads;
import io.settlement.watch.SharedLook;
import io.settlement.watch.SharedLook.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/** Who is registered under the services' names and what each of them runs, asked while somebody wants to know. */
public final class RegisteredInstances implements AutoCloseable {

    private static final List<String> SERVICES = List.of("settlement-producer", "settlement-consumer");
    private static final Duration KEEP = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final NacosServiceManager nacos;
    private final String group;
    private final RunningDocuments documents = new RunningDocuments();
    private final ExecutorService thread;
    private final SharedLook<List<RegisteredInstance>> instances;

    RegisteredInstances(NacosServiceManager nacos, String group, Threads threads) {
        this.nacos = nacos;
        this.group = group;
        this.thread = threads.pool("registered-instances", 1, 1);
        this.instances = new SharedLook<>(KEEP, thread, this::read);
    }

    /** In the order of services and addresses. */
    public Seen<List<RegisteredInstance>> seen() {
        return instances.seen(PATIENCE);
    }

    private List<RegisteredInstance> read() throws NacosException {
        List<CompletableFuture<RegisteredInstance>> asked = new ArrayList<>();
        for (var service : SERVICES) {
            nacos.getNamingService().getAllInstances(service, group, List.of(), false).stream()
                    .sorted((one, other) -> one.toInetAddr().compareTo(other.toInetAddr()))
                    .forEach(instance -> asked.add(ask(service, instance)));
        }
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<RegisteredInstance> ask(String service, Instance instance) {
        return documents
                .of(instance)
                .thenApply(runs -> of(service, instance, runs, ""))
                .exceptionally(
                        silent -> of(service, instance, List.of(), "its management port does not tell what it runs"));
    }

    private static RegisteredInstance of(String service, Instance instance, List<DocumentState> runs, String trouble) {
        return new RegisteredInstance(
                service,
                instance.toInetAddr(),
                instance.getWeight(),
                instance.isHealthy(),
                instance.isEnabled(),
                Map.copyOf(instance.getMetadata()),
                runs,
                trouble);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
