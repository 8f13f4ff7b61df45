package io.settlement.localstack;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The real Nacos server code in a process of its own, authorization on. The login that it ships with is closed at the
 * first start and tried again at every start: a server that still accepts it is stopped, not handed out.
 */
public final class NacosServer implements Engine {
    private static final Duration START_DEADLINE = Duration.ofSeconds(90);
    private static final Duration STOP_GRACE = Duration.ofSeconds(20);
    private static final Duration LOGIN_DEADLINE = Duration.ofSeconds(30);
    private static final String OPTION = "--nacos-port";
    private static final JavaCommand COMMAND =
            new JavaCommand("local-stack/nacos", "io.settlement.localstack.nacos.NacosLauncher");

    private final EngineProcess process;
    private final NacosOptions options;
    private final Secrets secrets;

    /** @param home folder of this one server: its embedded database, configuration, secrets, logs */
    public NacosServer(Path home, NacosOptions options, Lifetime lifetime) {
        this.process = new EngineProcess("nacos", home, portsOf(options.port()), lifetime);
        this.options = options;
        this.secrets = new Secrets(home);
    }

    @Override
    public EngineProcess process() {
        return process;
    }

    @Override
    public void start() {
        try {
            process.start(this::prepare, this::acceptsLogins, START_DEADLINE);
        } catch (EndedDuringStart onceMore) {
            // Its embedded database has 10 s to recover from a kill, which a busy machine may exceed; the next try goes
            // on.
            process.start(this::prepare, this::acceptsLogins, START_DEADLINE);
        }
        closeShippedLogin();
    }

    private void closeShippedLogin() {
        NacosAccounts accounts = accounts();
        accounts.closeShippedLogin(administrator());
        if (!Deadline.in(LOGIN_DEADLINE).await(this::isReady)) {
            stop();
            throw new EngineFailed("Nacos still accepts the login it is shipped with; it was stopped.");
        }
        accounts.allow(administrator(), application(), options.namespace());
    }

    @Override
    public void stop() {
        process.stop(STOP_GRACE);
    }

    /** Whether it accepts the administrator's login and no longer the one it is shipped with. */
    @Override
    public boolean isReady() {
        NacosAccounts accounts = accounts();
        return accounts.login(administrator()).isPresent() && accounts.refuses(NacosAccounts.SHIPPED);
    }

    /** host:port, as Nacos clients want it. */
    public String address() {
        return "127.0.0.1:" + options.port();
    }

    /** The namespace id that every client must name. */
    public String namespace() {
        return options.namespace();
    }

    /** May do everything; publishes configuration. */
    public Credentials administrator() {
        return secrets.credentials("nacos");
    }

    /** What the services use: reads configuration and registers services, in {@link #namespace()} only. */
    public Credentials application() {
        return secrets.credentials("settlement");
    }

    private boolean acceptsLogins() {
        return isReady() || accounts().login(NacosAccounts.SHIPPED).isPresent();
    }

    private NacosAccounts accounts() {
        return new NacosAccounts("http://" + address() + "/nacos");
    }

    /** Secrets go into a file, because everybody on the machine can read a command line. */
    private List<String> prepare() {
        Path home = process.home();
        PrivateFile.write(home.resolve("conf/application.properties"), configuration());
        return COMMAND.with(
                JvmOptions.small(options.heapMegabytes()),
                Map.of(
                        "nacos.standalone",
                        "true",
                        "nacos.home",
                        home.toString(),
                        "user.home",
                        home.toString(),
                        "spring.config.additional-location",
                        "file:" + home.resolve("conf") + "/"),
                List.of());
    }

    /** Accounts are not cached: a changed password would work on, and the old one too, for a quarter of a minute. */
    private String configuration() {
        return """
                server.port=%d
                server.address=127.0.0.1
                server.servlet.context-path=/nacos
                server.tomcat.accesslog.enabled=false
                nacos.inetutils.ip-address=127.0.0.1
                # Of the embedded database; the default of 3 s is not enough for its first start on a busy machine.
                db.pool.config.connectionTimeout=60000
                nacos.core.auth.enabled=true
                nacos.core.auth.system.type=nacos
                nacos.core.auth.caching.enabled=false
                nacos.core.auth.server.identity.key=%s
                nacos.core.auth.server.identity.value=%s
                nacos.core.auth.plugin.nacos.token.secret.key=%s
                """.formatted(
                        options.port(),
                        secrets.secret("identity.key"),
                        secrets.secret("identity.value"),
                        Base64.getEncoder()
                                .encodeToString(secrets.secret("token.secret")
                                        .concat(secrets.secret("token.secret.more"))
                                        .getBytes(StandardCharsets.UTF_8)));
    }

    private static List<EnginePort> portsOf(int port) {
        return List.of(
                EnginePort.loopback("Nacos", port, OPTION),
                EnginePort.everyInterface("Nacos gRPC, always " + OPTION + " + 1000", port + 1_000, OPTION),
                EnginePort.everyInterface("Nacos gRPC between servers, " + OPTION + " + 1001", port + 1_001, OPTION),
                EnginePort.everyInterface("Nacos raft, always " + OPTION + " - 1000", port - 1_000, OPTION));
    }
}
