package io.settlement.localstack.control;

import io.settlement.contract.Topics;
import io.settlement.localstack.Broker;
import io.settlement.localstack.BrokerOptions;
import io.settlement.localstack.DatabaseOptions;
import io.settlement.localstack.DatabaseServer;
import io.settlement.localstack.Engine;
import io.settlement.localstack.EnginePort;
import io.settlement.localstack.Lifetime;
import io.settlement.localstack.NacosOptions;
import io.settlement.localstack.NacosServer;
import io.settlement.localstack.NameServer;
import io.settlement.localstack.NameServerOptions;
import io.settlement.localstack.PrometheusOptions;
import io.settlement.localstack.PrometheusServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All parts of one stack, as its settings want them. Cheap to make: nothing is started and nothing is connected. */
final class Stack implements AutoCloseable {
    static final List<String> TOPICS =
            List.of(Topics.TRANSFERS_DEBITED, Topics.SETTLEMENT_DEAD_LETTER, Topics.ACCOUNT_BALANCE_CHANGED);
    static final List<String> GROUPS = List.of(
            Topics.PRODUCER_GROUP,
            Topics.CONSUMER_GROUP,
            Topics.DEAD_LETTER_GROUP,
            Topics.EVENT_RELAY_GROUP,
            Topics.NOTIFICATIONS_GROUP,
            Topics.SETTLEMENT_NOTICES_GROUP);

    /** Nacos tells callers of a change within a second. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private static final int BUFFER_POOL_MEGABYTES = 512;
    private static final int SMALLEST_BUFFER_POOL = 64;

    private final DataFolder data;
    private final StackSettings settings;
    private final Lifetime lifetime;
    private final Wiring wiring;
    private final Databases databases;
    private final NameServer nameServer;
    private final Broker broker;
    private final NacosServer nacos;
    private final NacosConnection registry;
    private final List<SettlementService> services = new ArrayList<>();
    private final Optional<PrometheusServer> prometheus;

    Stack(DataFolder data, RecordedStack recorded, Lifetime lifetime) {
        this(data, recorded, lifetime, Wiring.DIRECT);
    }

    Stack(DataFolder data, RecordedStack recorded, Lifetime lifetime, Wiring wiring) {
        this.wiring = wiring;
        this.data = data;
        this.settings = recorded.settings();
        this.lifetime = lifetime;
        this.databases = new Databases(databaseServers(), settings.shards(), recorded.clusterId());
        var ports = settings.ports();
        this.nameServer = new NameServer(
                data.home("nameserver"), NameServerOptions.defaults().withPort(ports.nameServer()), lifetime);
        this.broker = new Broker(data.home("broker"), nameServer.address(), brokerOptions(), lifetime);
        this.nacos = new NacosServer(data.home("nacos"), NacosOptions.defaults().withPort(ports.nacos()), lifetime);
        this.registry = new NacosConnection(() -> NacosAccess.of(nacos));
        addServices(ServiceKind.PRODUCER, settings.producers(), ports.producer());
        addServices(ServiceKind.CONSUMER, settings.consumers(), ports.consumer());
        this.prometheus =
                settings.prometheus().stream().mapToObj(this::prometheusOn).findFirst();
    }

    /** In the order of the status table. */
    List<Engine> members() {
        return Stream.of(
                        databases.servers(),
                        List.of(nameServer, broker, nacos),
                        services,
                        prometheus.stream().toList())
                .<Engine>flatMap(List::stream)
                .toList();
    }

    DataFolder data() {
        return data;
    }

    StackSettings settings() {
        return settings;
    }

    Databases databases() {
        return databases;
    }

    NameServer nameServer() {
        return nameServer;
    }

    Broker broker() {
        return broker;
    }

    NacosServer nacos() {
        return nacos;
    }

    NacosConnection registry() {
        return registry;
    }

    List<SettlementService> services() {
        return List.copyOf(services);
    }

    List<SettlementService> services(ServiceKind kind) {
        return services.stream().filter(service -> service.kind() == kind).toList();
    }

    Optional<PrometheusServer> prometheus() {
        return prometheus;
    }

    /** Ends the connections of this object; the processes go on. */
    @Override
    public void close() {
        registry.close();
    }

    /** @throws Refused if two parts were given the same port, or a port that there is not */
    void requireDifferentPorts() {
        var users = new HashMap<Integer, EnginePort>();
        for (var port :
                members().stream().flatMap(member -> member.ports().stream()).toList()) {
            var other = users.put(port.number(), port);
            if (other != null) {
                throw new Refused("Port " + port.number() + " is wanted by two: " + other.use() + " (" + other.option()
                        + ") and " + port.use() + " (" + port.option() + ").");
            }
        }
    }

    private List<DatabaseServer> databaseServers() {
        int servers = settings.databaseServers();
        int shardsEach = (settings.shards() + servers - 1) / servers;
        int processes = settings.producers() + settings.consumers();
        var one = DatabaseOptions.defaults()
                .withBufferPoolMegabytes(Math.max(SMALLEST_BUFFER_POOL, BUFFER_POOL_MEGABYTES / servers))
                .withMaxConnections(Databases.connections(shardsEach, processes));
        var product = settings.database();
        return IntStream.range(0, servers)
                .mapToObj(number -> new DatabaseServer(
                        data.home(product.word() + "-" + number),
                        product,
                        one.withPort(settings.ports().database() + number),
                        lifetime))
                .toList();
    }

    private BrokerOptions brokerOptions() {
        return wiring.broker(BrokerOptions.defaults()
                .withPort(settings.ports().broker())
                .withFlush(settings.flush())
                .withApplicationNames(TOPICS, GROUPS));
    }

    private PrometheusServer prometheusOn(int port) {
        var targets = services.stream()
                .collect(Collectors.groupingBy(
                        service -> service.kind().serviceName(),
                        Collectors.mapping(service -> service.health().getAuthority(), Collectors.toList())));
        return new PrometheusServer(data.home("prometheus"), new PrometheusOptions(port, targets), lifetime);
    }

    /** Consumers are called by nobody, and a producer alone has nobody to leave its callers to. */
    private Duration drain(ServiceKind kind) {
        return kind == ServiceKind.PRODUCER && settings.producers() > 1 ? DRAIN : Duration.ZERO;
    }

    private void addServices(ServiceKind kind, int count, int firstPort) {
        for (int number = 0; number < count; number++) {
            int port = firstPort + number;
            var member = kind.member(number);
            var launch = new SettlementService.Launch(
                    data.configuration(member),
                    new ServiceConfiguration(
                            port,
                            () -> wiring.databases(member, databases.forServices()),
                            wiring.nameServer(nameServer.address()),
                            broker,
                            wiring.nacos(nacos.address()),
                            nacos,
                            drain(kind)),
                    settings.heap(),
                    command -> wiring.command(member, command),
                    () -> registry.isRegistered(kind.serviceName(), port));
            services.add(new SettlementService(kind, number, port, data.home(member), launch, lifetime));
        }
    }
}
