package io.settlement.client;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the producers are. Any of them serves every account. Asked before each try, by any number of threads, so it answers at
 * once from what it knows; its {@code toString} tells a reader where the list comes from.
 */
@FunctionalInterface
public interface ProducerAddresses {

    /** Those that are well as far as is known; may be none for a time. */
    List<Producer> now();

    /** The same ones for ever, all with the same share. */
    static ProducerAddresses fixed(URI... addresses) {
        if (addresses.length == 0) {
            throw new IllegalArgumentException("at least one producer is needed");
        }
        return new FixedProducers(
                Stream.of(addresses).map(address -> new Producer(address, 1)).toList());
    }
}
