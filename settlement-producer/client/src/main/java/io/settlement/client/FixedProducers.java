package io.settlement.client;

import java.util.List;

/** A list that does not change. */
record FixedProducers(List<Producer> now) implements ProducerAddresses {

    @Override
    public String toString() {
        return now.stream().map(Producer::address).toList().toString();
    }
}
