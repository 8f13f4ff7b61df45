package io.settlement.load.door;

import java.net.URI;
import java.util.List;

/**
 * The producers of a system, and what opens their doors.
 *
 * @param addresses base URIs without a path, {@code http://127.0.0.1:8080}; requests go to them in turn
 * @param apiKey a key that may do everything a run does; empty where the doors are open
 */
public record Producers(List<URI> addresses, String apiKey) {

    public Producers {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("a run needs at least one producer");
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return addresses.toString();
    }
}
