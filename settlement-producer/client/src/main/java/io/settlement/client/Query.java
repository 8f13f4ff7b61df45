package io.settlement.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A path with its query, built step by step; everything that comes from outside is escaped. */
final class Query {

    private final StringBuilder path;
    private char separator = '?';

    private Query(String path) {
        this.path = new StringBuilder(path);
    }

    static Query of(String path) {
        return new Query(path);
    }

    Query with(String name, Object value) {
        path.append(separator).append(name).append('=').append(escaped(value.toString()));
        separator = '&';
        return this;
    }

    Query with(String name, Optional<?> value) {
        value.ifPresent(present -> with(name, present));
        return this;
    }

    static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
