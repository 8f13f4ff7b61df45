package io.settlement.localstack.control;

import io.settlement.localstack.Deadline;
import io.settlement.localstack.EngineFailed;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows and sets which share of the calls each producer takes, while they run. */
@Command(
        name = "weights",
        description = "Shows which share of the calls each producer takes, or sets it while they run.",
        footer = {
            "Clients that find producers in Nacos follow within a second; those with a list of their own do not. A weight that",
            "was set goes before the producer's own until it has been gone from Nacos for a minute. Exit code 0 done, 1 Nacos",
            "failed, 2 refused and nothing changed, 3 nobody is registered."
        })
final class WeightsCommand implements Callable<Integer> {

    private static final Duration READ_BACK = Duration.ofSeconds(10);

    @Mixin
    private NacosOption nacos;

    @Parameters(
            paramLabel = "HOST:PORT=WEIGHT",
            arity = "0..*",
            description = "a producer and its weight against the others', 0 to 10000; 0 takes nothing")
    private List<String> wanted = List.of();

    private final PrintStream out;
    private final Map<String, String> environment;

    WeightsCommand(PrintStream out, Map<String, String> environment) {
        this.out = out;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var weights = parsed();
        var access = nacos.access(environment);
        try (var connection = new NacosConnection(() -> access)) {
            if (!weights.isEmpty()) {
                setAll(weights, connection, new NacosCalls(access));
            }
            var lines = shares(connection).lines();
            if (lines.isEmpty()) {
                out.println("no producer is registered in Nacos at " + access.address());
                return ExitCode.NOT_HEALTHY;
            }
            lines.forEach(out::println);
            return ExitCode.DONE;
        }
    }

    private Map<String, Double> parsed() {
        var weights = new LinkedHashMap<String, Double>();
        wanted.stream().map(WantedWeight::parse).forEach(one -> {
            if (weights.put(one.producer(), one.weight()) != null) {
                throw new Refused(one.producer() + " is named twice. Nothing was changed.");
            }
        });
        return weights;
    }

    private static Shares shares(NacosConnection connection) {
        return new Shares(connection.instancesOf(ServiceKind.PRODUCER.serviceName()));
    }

    /** The largest first: a new version never takes its 5 against the 1 that the old ones had before their 95. */
    private static void setAll(Map<String, Double> weights, NacosConnection connection, NacosCalls calls) {
        var before = shares(connection);
        weights.keySet().forEach(before::named);
        before.requireSomebodyWith(weights);
        weights.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(one -> set(before, one.getKey(), one.getValue(), calls));
        if (!Deadline.in(READ_BACK).await(() -> shares(connection).have(weights))) {
            throw new EngineFailed(
                    "Nacos does not give the weights back as they were set; may this account write there?");
        }
    }

    /** A patch leaves the rest of the instance alone, its metadata above all, which a restart may have changed meanwhile. */
    private static void set(Shares before, String producer, double weight, NacosCalls calls) {
        var instance = before.named(producer);
        calls.call(
                "PATCH",
                "/v1/ns/instance",
                Map.of(
                        "serviceName",
                        ServiceConfiguration.GROUP + "@@" + ServiceKind.PRODUCER.serviceName(),
                        "ip",
                        instance.getIp(),
                        "port",
                        Integer.toString(instance.getPort()),
                        "clusterName",
                        instance.getClusterName(),
                        "weight",
                        Double.toString(weight)));
    }
}
