package io.settlement.localstack.control;

import com.alibaba.nacos.api.naming.pojo.Instance;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The producers that Nacos names, and the share of the calls that each takes by its weight there. */
record Shares(List<Instance> producers) {

    Shares {
        producers = producers.stream()
                .sorted(Comparator.comparing(Instance::toInetAddr))
                .toList();
    }

    /** @throws Refused if nobody is named like this */
    Instance named(String producer) {
        return producers.stream()
                .filter(instance -> instance.toInetAddr().equals(producer))
                .findFirst()
                .orElseThrow(() -> new Refused("Nacos names no producer " + producer + "; it names "
                        + producers.stream().map(Instance::toInetAddr).collect(Collectors.joining(", "))
                        + ". Nothing was changed."));
    }

    /** @throws Refused if nobody would take a call */
    void requireSomebodyWith(Map<String, Double> wanted) {
        boolean somebody = producers.stream()
                .filter(Instance::isHealthy)
                .anyMatch(instance -> wanted.getOrDefault(instance.toInetAddr(), instance.getWeight()) > 0);
        if (!somebody) {
            throw new Refused("No healthy producer would be left with a weight above 0. Nothing was changed.");
        }
    }

    boolean have(Map<String, Double> weights) {
        return producers.stream()
                        .filter(instance -> weights.containsKey(instance.toInetAddr()))
                        .filter(instance -> weights.get(instance.toInetAddr()) == instance.getWeight())
                        .count()
                == weights.size();
    }

    List<String> lines() {
        double all = producers.stream()
                .filter(Instance::isHealthy)
                .mapToDouble(Instance::getWeight)
                .sum();
        return producers.stream().map(instance -> line(instance, all)).toList();
    }

    private static String line(Instance instance, double all) {
        double share = instance.isHealthy() && all > 0 ? instance.getWeight() / all : 0;
        return String.format(
                Locale.ROOT,
                "%s weight %s takes %.1f %% of the calls, version %s%s",
                instance.toInetAddr(),
                // What a service registers with is a float, and so are its digits.
                Float.toString((float) instance.getWeight()).replaceFirst("\\.0$", ""),
                100 * share,
                instance.getMetadata().getOrDefault("version", "unknown"),
                instance.isHealthy() ? "" : ", not healthy");
    }
}
