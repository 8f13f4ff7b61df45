package io.settlement.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A Prometheus with the configuration and the alert rules of observability/prometheus, which scrapes what it is told. */
public final class PrometheusServer implements Engine {
    private static final Duration START_DEADLINE = Duration.ofSeconds(60);
    private static final Duration STOP_GRACE = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final int OK = 200;
    private static final List<String> SHIPPED = List.of("prometheus.yaml", "alerts.yaml");
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();

    private final EngineProcess process;
    private final PrometheusOptions options;

    /** @param home folder of this one server: configuration, data and log */
    public PrometheusServer(Path home, PrometheusOptions options, Lifetime lifetime) {
        EnginePort port = EnginePort.loopback("Prometheus", options.port(), "--prometheus");
        this.process = new EngineProcess("prometheus", home, List.of(port), lifetime);
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

    @Override
    public boolean isReady() {
        try {
            var request = HttpRequest.newBuilder(address().resolve("/-/ready"))
                    .timeout(ANSWER)
                    .build();
            return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + options.port());
    }

    private List<String> prepare() {
        Path home = process.home();
        try {
            writeConfiguration(home);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return List.of(
                PrometheusPrograms.ofCheckout().server().toString(),
                "--config.file=" + home.resolve("prometheus.yaml"),
                "--storage.tsdb.path=" + home.resolve("data"),
                "--web.listen-address=127.0.0.1:" + options.port());
    }

    /** Copied, so that a checkout that changes does not change a server that runs. */
    private void writeConfiguration(Path home) throws IOException {
        Path shipped = ProjectRoot.locate().resolve("observability").resolve("prometheus");
        for (String file : SHIPPED) {
            Files.copy(shipped.resolve(file), home.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Path targets = Files.createDirectories(home.resolve("targets"));
        for (var job : options.targets().entrySet()) {
            String addresses =
                    job.getValue().stream().map(address -> "'" + address + "'").collect(Collectors.joining(", "));
            Files.writeString(targets.resolve(job.getKey() + ".yaml"), "- targets: [" + addresses + "]\n");
        }
    }
}
