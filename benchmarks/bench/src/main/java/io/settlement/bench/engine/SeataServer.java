package io.settlement.bench.engine;

import io.settlement.localstack.Engine;
import io.settlement.localstack.EnginePort;
import io.settlement.localstack.EnginePort.Reach;
import io.settlement.localstack.EngineProcess;
import io.settlement.localstack.FreePorts;
import io.settlement.localstack.JavaCommand;
import io.settlement.localstack.Lifetime;
import io.settlement.localstack.PrivateFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.byteman.agent.Main;

/**
 * The official Seata server, sessions in files, in a process of its own. It has no setting for the address that it listens
 * on and no password that matters, so its call to bind is given loopback by Byteman, which costs nothing afterwards.
 */
public final class SeataServer implements Engine {

    private static final Duration START_DEADLINE = Duration.ofSeconds(90);
    private static final Duration STOP_GRACE = Duration.ofSeconds(10);
    private static final int CONNECT_MILLIS = 500;
    private static final JavaCommand COMMAND =
            new JavaCommand("benchmarks/seata-server", "io.seata.server.ServerApplication");

    private static final String LOOPBACK_ONLY = """
            RULE loopback only
            CLASS io.netty.bootstrap.AbstractBootstrap
            METHOD bind(int)
            AT ENTRY
            IF true
            DO RETURN $0.doBind(new java.net.InetSocketAddress("127.0.0.1", $1))
            ENDRULE
            """;

    private final int port = FreePorts.withNeighbours(1);
    private final EngineProcess process;

    /** @param home for sessions and logs */
    public SeataServer(Path home) {
        process = EngineProcess.of(
                "seata",
                home,
                List.of(
                        new EnginePort("Seata", port, "none", Reach.LOOPBACK),
                        new EnginePort("Seata console", port + 1, "none", Reach.LOOPBACK)),
                Lifetime.THIS_JVM);
    }

    /** As its clients want it. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public EngineProcess process() {
        return process;
    }

    @Override
    public void start() {
        process.start(this::prepare, this::isReady, START_DEADLINE);
    }

    @Override
    public void stop() {
        process.stop(STOP_GRACE);
    }

    /** Whether it accepts connections; that it answers is seen by the first global transaction. */
    @Override
    public boolean isReady() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private List<String> prepare() {
        var home = process.home();
        var configuration = PrivateFile.write(
                home.resolve("application.yml"), """
                server:
                  port: %d
                  address: 127.0.0.1
                spring:
                  application:
                    name: seata-server
                # It writes an error for every wait for a global lock, which costs more than the wait.
                logging:
                  level:
                    root: off
                  file:
                    path: %s
                console:
                  user:
                    username: bench
                    password: bench
                seata:
                  config:
                    type: file
                  registry:
                    type: file
                  # At each look a lock may be lost for ever, of a transfer that is just being committed.
                  server:
                    service-port: %d
                    recovery:
                      async-committing-retry-period: 3000
                  store:
                    mode: file
                    file:
                      dir: %s
                  security:
                    secretKey: bench-only-bench-only-bench-only-bench-only
                    tokenValidityInMilliseconds: 1800000
                    ignore:
                      urls: /**
                """.formatted(port + 1, home, port, home.resolve("sessions")));
        return COMMAND.with(
                List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError", "-XX:+PerfDisableSharedMem", loopbackOnly(home)),
                Map.of("spring.config.location", configuration.toUri().toString(), "user.home", home.toString()),
                List.of());
    }

    private static String loopbackOnly(Path home) {
        var rule = PrivateFile.write(home.resolve("loopback.btm"), LOOPBACK_ONLY);
        var agent = Main.class.getProtectionDomain().getCodeSource().getLocation();
        return "-javaagent:" + Path.of(URI.create(agent.toString())) + "=script:" + rule;
    }
}
