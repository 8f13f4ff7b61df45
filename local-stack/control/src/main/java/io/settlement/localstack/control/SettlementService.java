package io.settlement.localstack.control;

import io.settlement.localstack.Engine;
import io.settlement.localstack.EnginePort;
import io.settlement.localstack.EnginePort.Reach;
import io.settlement.localstack.EngineProcess;
import io.settlement.localstack.Lifetime;
import io.settlement.localstack.PrivateFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** One producer or consumer as a process of its own, run from the jar that an operator would run. */
final class SettlementService implements Engine {
    private static final Duration START_DEADLINE = Duration.ofSeconds(240);
    private static final Duration STOP_GRACE = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final int OK = 200;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();

    private final ServiceKind kind;
    private final int port;
    private final EngineProcess process;
    private final Launch launch;

    /**
     * What a start needs to know.
     *
     * @param configuration written anew at every start, readable by its owner only
     * @param command what is put around the command, if anything
     * @param registered whether the service is known to others
     */
    record Launch(
            Path file,
            ServiceConfiguration configuration,
            String heap,
            UnaryOperator<List<String>> command,
            BooleanSupplier registered) {}

    SettlementService(ServiceKind kind, int number, int port, Path home, Launch launch, Lifetime lifetime) {
        var name = kind.member(number);
        this.kind = kind;
        this.port = port;
        this.launch = launch;
        this.process = EngineProcess.of(
                name,
                home,
                List.of(
                        new EnginePort(name, port, kind.portOption(), Reach.LOOPBACK),
                        new EnginePort(name + " health", managementPort(), kind.portOption(), Reach.LOOPBACK)),
                lifetime);
    }

    ServiceKind kind() {
        return kind;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    URI health() {
        return URI.create("http://127.0.0.1:" + managementPort() + "/actuator/health");
    }

    @Override
    public EngineProcess process() {
        return process;
    }

    @Override
    public void start() {
        process.start(() -> prepare(List.of()), this::isReady, START_DEADLINE);
    }

    /** Starts it with further arguments, which go before its files, and returns when it says how it is, well or not. */
    void startUnready(List<String> arguments) {
        process.start(() -> prepare(arguments), () -> healthStatus().isPresent(), START_DEADLINE);
    }

    /** Requests and messages under way are finished first. */
    @Override
    public void stop() {
        process.stop(STOP_GRACE);
    }

    /** Whether it says that it is well, and Nacos knows it. */
    @Override
    public boolean isReady() {
        return isHealthy() && launch.registered().getAsBoolean();
    }

    private boolean isHealthy() {
        return healthStatus().equals(OptionalInt.of(OK));
    }

    private OptionalInt healthStatus() {
        try {
            var request = HttpRequest.newBuilder(health()).timeout(ANSWER).build();
            return OptionalInt.of(
                    CLIENT.send(request, BodyHandlers.discarding()).statusCode());
        } catch (IOException notYet) {
            return OptionalInt.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    /** Its home directory is the data folder's, because the clients of RocketMQ and Nacos write into it. */
    private List<String> prepare(List<String> arguments) {
        PrivateFile.write(launch.file(), launch.configuration().text());
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var program = new ServiceProgram(kind.jar(), process.home().resolve("program"));
        var command = new ArrayList<>(List.of(
                java.toString(),
                "-Xmx" + launch.heap(),
                "-XX:+ExitOnOutOfMemoryError",
                "-Duser.home=" + process.home(),
                "-jar",
                program.layOut(java).toString(),
                "--spring.config.additional-location=" + launch.file().toUri()));
        command.addAll(arguments);
        return launch.command().apply(command);
    }

    private int managementPort() {
        return port + StackPorts.MANAGEMENT;
    }
}
