package io.settlement.localstack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** RocketMQ's name server, started through its official main class. It tells clients where the broker is. */
public final class NameServer implements Engine {
    private static final Duration START_DEADLINE = Duration.ofSeconds(60);
    private static final Duration STOP_GRACE = Duration.ofSeconds(20);
    private static final int CONNECT_MILLIS = 500;
    private static final JavaCommand COMMAND =
            new JavaCommand("local-stack/rocketmq", "org.apache.rocketmq.namesrv.NamesrvStartup");

    private final EngineProcess process;
    private final NameServerOptions options;

    /** @param home folder of this one server: configuration and logs; it keeps no data */
    public NameServer(Path home, NameServerOptions options, Lifetime lifetime) {
        EnginePort port = EnginePort.loopback("RocketMQ name server", options.port(), "--nameserver-port");
        this.process = new EngineProcess("nameserver", home, List.of(port), lifetime);
        this.options = options;
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

    /** Whether it accepts connections. That it also answers is seen by the broker's own check, which asks it a route. */
    @Override
    public boolean isReady() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", options.port()), CONNECT_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** What clients are given as their name server address. */
    public String address() {
        return "127.0.0.1:" + options.port();
    }

    private List<String> prepare() {
        Path home = process.home();
        Path configuration = PrivateFile.write(home.resolve("namesrv.conf"), """
                listenPort=%d
                bindAddress=127.0.0.1
                """.formatted(options.port()));
        return COMMAND.with(
                JvmOptions.small(options.heapMegabytes()),
                Map.of("user.home", home.toString(), "rocketmq.home.dir", home.toString()),
                List.of("-c", configuration.toString()));
    }
}
