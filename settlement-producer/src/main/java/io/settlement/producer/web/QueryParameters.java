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

    private static final int USUAL_LIMIT = 50;

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

    /** How many items or lines a page may have. */
    int limit(int most) {
        return text("limit").map(text -> limit(text, most)).orElse(USUAL_LIMIT);
    }

    private static int limit(String text, int most) {
        if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > most) {
            throw new BadInput("limit", "limit must be a number from 1 to " + most);
        }
        return Integer.parseInt(text);
    }

    Optional<Long> positiveNumber(String name) {
        return text(name).map(text -> {
            if (!text.matches("[1-9][0-9]{0,17}")) {
                throw new BadInput(name, name + " must be a number from 1 on, of at most 18 digits");
            }
            return Long.parseLong(text);
        });
    }

    Optional<Instant> instant(String name) {
        return text(name).map(text -> instant(name, text));
    }

    private static Instant instant(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException unreadable) {
            throw new BadInput(name, name + " must be a time with its offset, such as 2026-11-01T09:30:00Z");
        }
    }
}
