package io.settlement.drill.fault;

import io.settlement.drill.system.DrilledSystem;
import io.settlement.drill.system.Link;
import io.settlement.drill.system.Part;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What faults strike at.
 *
 * @param parts those of the system, as they are to be struck
 */
public record Target(DrilledSystem system, List<Part> parts, RandomGenerator random) {

    public Target {
        parts = List.copyOf(parts);
    }

    /** One that runs, by its name or by its name without a number. */
    Part any(String kind) {
        var running = running(kind);
        return running.get(random.nextInt(running.size()));
    }

    List<Part> running(String kind) {
        return all(kind).stream().filter(Part::isRunning).toList();
    }

    List<Part> all(String kind) {
        return parts.stream()
                .filter(part -> part.name().equals(kind)
                        || part.name().replaceAll("-\\d+$", "").equals(kind))
                .toList();
    }

    List<Link> links(String service) {
        return system.databaseLinks().stream()
                .filter(link -> link.from().startsWith(service))
                .toList();
    }

    /** A link of a service that runs: cutting off one that does not would hurt nobody. */
    Link anyLink(String service) {
        var names = running(service).stream().map(Part::name).toList();
        var links = links(service).stream()
                .filter(link -> names.contains(link.from()))
                .toList();
        return links.get(random.nextInt(links.size()));
    }
}
