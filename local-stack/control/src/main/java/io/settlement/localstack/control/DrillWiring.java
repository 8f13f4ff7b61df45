package io.settlement.localstack.control;

import io.settlement.drill.system.Link;
import io.settlement.faults.MySqlFaultProxy;
import io.settlement.faults.TcpFaultProxy;
import io.settlement.localstack.BrokerOptions;
import io.settlement.localstack.FreePorts;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.ShardingProperties.Database;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Ways that can be spoiled: one proxy from each service process to each database server, one in front of the name server,
 * one in front of the broker, which tells its clients another loopback address than its own, and two in front of Nacos; and
 * a clock that some services go by. Thread-safe.
 */
final class DrillWiring implements Wiring, AutoCloseable {

    private static final String OWN_HOST = "127.0.0.1";
    private static final String ANNOUNCED_HOST = "127.0.0.2";
    private static final Pattern ADDRESS = Pattern.compile("//127\\.0\\.0\\.1:(\\d+)/");

    /** Of a half message; so a drill sees the last one, which takes minutes with the shipped times. */
    private static final Duration CHECK_BACK_AGE = Duration.ofSeconds(6);

    private static final Duration CHECK_BACK_INTERVAL = Duration.ofSeconds(2);
    private static final int CHECK_BACKS = 5;

    /** Clients of Nacos find its gRPC port by adding this to the port that they are told. */
    private static final int GRPC = 1_000;

    /** Services start again and again here, and none lives long enough to gain from the second compiler. */
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final int firstDatabasePort;
    private final TcpFaultProxy brokerLink;
    private final TcpFaultProxy nameServerLink;
    private final List<TcpFaultProxy> nacosLinks;
    private final SettableClock clock;
    private final Map<Way, MySqlFaultProxy> databaseLinks = new ConcurrentHashMap<>();

    private record Way(String member, int port) {}

    DrillWiring(StackPorts ports, SettableClock clock) {
        this.clock = clock;
        firstDatabasePort = ports.database();
        brokerLink = inFrontOf(ports.broker());
        nameServerLink = inFrontOf(ports.nameServer());
        int nacosDoor = FreePorts.withNeighbours(GRPC);
        nacosLinks = List.of(
                TcpFaultProxy.to(own(ports.nacos()), own(nacosDoor)),
                TcpFaultProxy.to(own(ports.nacos() + GRPC), own(nacosDoor + GRPC)));
    }

    private static TcpFaultProxy inFrontOf(int port) {
        return TcpFaultProxy.to(own(port), new InetSocketAddress(ANNOUNCED_HOST, port));
    }

    private static InetSocketAddress own(int port) {
        return new InetSocketAddress(OWN_HOST, port);
    }

    TcpFaultProxy brokerLink() {
        return brokerLink;
    }

    TcpFaultProxy nameServerLink() {
        return nameServerLink;
    }

    /** Requests by HTTP, and by gRPC. */
    List<TcpFaultProxy> nacosLinks() {
        return nacosLinks;
    }

    SettableClock clock() {
        return clock;
    }

    /** Those of the services that were started so far. */
    List<Link> databaseLinks() {
        return databaseLinks.entrySet().stream()
                .map(link -> new Link(
                        link.getKey().member(), "shard-" + (link.getKey().port() - firstDatabasePort), link.getValue()))
                .sorted(Comparator.comparing(Link::from).thenComparing(Link::to))
                .toList();
    }

    @Override
    public ShardingProperties databases(String member, ShardingProperties direct) {
        return new ShardingProperties(
                direct.clusterId(),
                direct.slotMap(),
                behindProxy(member, direct.control()),
                direct.shards().stream()
                        .map(shard -> behindProxy(member, shard))
                        .toList(),
                direct.poolSize());
    }

    @Override
    public BrokerOptions broker(BrokerOptions options) {
        return options.withAnnouncedHost(ANNOUNCED_HOST)
                .withTransactionCheck(CHECK_BACK_AGE, CHECK_BACK_INTERVAL, CHECK_BACKS);
    }

    @Override
    public String nameServer(String address) {
        return ANNOUNCED_HOST + ":" + nameServerLink.port();
    }

    @Override
    public String nacos(String address) {
        return OWN_HOST + ":" + nacosLinks.get(0).port();
    }

    @Override
    public List<String> command(String member, List<String> command) {
        var whole = new ArrayList<>(command);
        whole.addAll(1, QUICK_START);
        return clock.over(member, whole);
    }

    @Override
    public void close() {
        databaseLinks.values().forEach(MySqlFaultProxy::close);
        brokerLink.close();
        nameServerLink.close();
        nacosLinks.forEach(TcpFaultProxy::close);
    }

    private Database behindProxy(String member, Database direct) {
        var address = ADDRESS.matcher(direct.jdbcUrl());
        if (!address.find()) {
            throw new IllegalArgumentException("no address of a database server in " + direct.jdbcUrl());
        }
        int port = Integer.parseInt(address.group(1));
        var proxy = databaseLinks.computeIfAbsent(new Way(member, port), way -> MySqlFaultProxy.to(own(port)));
        return new Database(
                address.replaceFirst("//" + OWN_HOST + ":" + proxy.port() + "/"), direct.username(), direct.password());
    }
}
