package io.settlement.bench.contender.bound;

import io.settlement.bench.workload.BenchTransfer;

/** A transfer with the ids of its rows. */
record Item(BenchTransfer transfer, long id, long source, long destination, String key) {

    long amount() {
        return transfer.amount();
    }
}
