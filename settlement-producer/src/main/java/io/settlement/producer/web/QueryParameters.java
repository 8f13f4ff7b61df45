package io.settlement.producer.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The query parameters of one request, each known and given once: a mistyped filter would show everything. */
final class QueryParameters {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final Map<String, List<String>> given;

    /** @throws BadInput naming a parameter that is unknown or given twice */
    QueryParameters(Map<String, List<String>> given, Set<String> known) {
        this.given = given;
        given.forEach((name, values) -> {
            if (!known.contains(name)) {
                throw new BadInput(
                        "query", "a query parameter is unknown; known are " + String.join(", ", sorted(known)));
            }
            if (values.size() != 1) {
                throw new BadInput(name, name + " is given more than once");
            }
        });
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(given.get(name)).map(values -> values.get(0));
    }

    String required(String name) {
        return text(name).orElseThrow(() -> new BadInput(name, name + " is required"));
    }

    <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> type) {
        return text(name)
                .map(text -> Arrays.stream(type.getEnumConstants())
                        .filter(value -> value.name().equals(text))
                        .findFirst()
                        .orElseThrow(() -> new BadInput(
                                name, name + " must be one of " + Arrays.toString(type.getEnumConstants()))));
    }

    int number(String name, int otherwise, int most) {
        var text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        int value = text.get().matches("[0-9]{1,4}") ? Integer.parseInt(text.get()) : 0;
        if (value < 1 || value > most) {
            throw new BadInput(name, name + " must be a number from 1 to " + most);
        }
        return value;
    }

    Optional<Instant> instant(String name) {
        return text(name).map(text -> instant(name, text));
    }

    private static Instant instant(String name, String text) {
        try {
            var instant = Instant.parse(text);
            if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
                return instant;
            }
        } catch (DateTimeException unreadable) {
            // Told below, together with what lies outside of any calendar in use.
        }
        throw new BadInput(name, name + " must be a time such as 2026-11-01T09:30:00Z, in the years 2000 to 9999");
    }
}
