package io.settlement.localstack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A RocketMQ broker, started through its official main class, with accounts on: an administrator, which the broker itself
 * uses too, and one application account that reaches only the topics and groups it was given.
 */
public final class Broker implements Engine {
    private static final Duration START_DEADLINE = Duration.ofSeconds(90);
    private static final Duration STOP_GRACE = Duration.ofSeconds(45);
    private static final JavaCommand COMMAND =
            new JavaCommand("local-stack/rocketmq", "org.apache.rocketmq.broker.BrokerStartup");
    private static final String OPTION = "--broker-port";

    private final EngineProcess process;
    private final String nameServer;
    private final BrokerOptions options;
    private final Secrets secrets;

    /**
     * @param home folder of this one broker: store, configuration, secrets, logs
     * @param nameServer address of the name server, which must run before the broker starts
     */
    public Broker(Path home, String nameServer, BrokerOptions options, Lifetime lifetime) {
        this.process = new EngineProcess("broker", home, portsOf(options.port()), lifetime);
        this.nameServer = nameServer;
        this.options = options;
        this.secrets = new Secrets(home);
    }

    @Override
    public EngineProcess process() {
        return process;
    }

    /** Returns when the broker takes messages: registered at the name server, application account in place. */
    @Override
    public void start() {
        process.start(this::prepare, this::isReady, START_DEADLINE);
        try (BrokerAdmin admin = admin()) {
            admin.allow(application(), options.applicationTopics(), options.applicationGroups());
        }
    }

    @Override
    public void stop() {
        process.stop(STOP_GRACE);
    }

    /** Whether the name server knows it and it accepts the administrator's password. */
    @Override
    public boolean isReady() {
        if (EnginePort.loopback("broker", options.port(), OPTION).isFree()) {
            return false;
        }
        try (BrokerAdmin admin = admin()) {
            return admin.answers();
        } catch (EngineFailed notYet) {
            return false;
        }
    }

    /** A new connection for administration; the caller closes it. */
    public BrokerAdmin admin() {
        return BrokerAdmin.connect(nameServer, administrator());
    }

    public String nameServer() {
        return nameServer;
    }

    /** The broker's own address. */
    public String address() {
        return "127.0.0.1:" + options.port();
    }

    /** May do everything. */
    public Credentials administrator() {
        return secrets.credentials("settlement_admin");
    }

    /** What the services use as access key and secret key. */
    public Credentials application() {
        return secrets.credentials("settlement");
    }

    private List<String> prepare() {
        Path home = process.home();
        String configuration =
                new BrokerConfiguration(options, nameServer, home.resolve("store"), administrator()).text();
        Path file = PrivateFile.write(home.resolve("broker.conf"), configuration);
        return COMMAND.with(
                JvmOptions.broker(options.heapMegabytes()),
                Map.of("user.home", home.toString(), "rocketmq.home.dir", home.toString()),
                List.of("-c", file.toString()));
    }

    private static List<EnginePort> portsOf(int port) {
        return List.of(
                EnginePort.loopback("RocketMQ broker", port, OPTION),
                EnginePort.everyInterface("RocketMQ replication, always " + OPTION + " + 1", port + 1, OPTION),
                EnginePort.loopback("RocketMQ fast lane, always " + OPTION + " - 2", port - 2, OPTION));
    }
}
