package io.settlement.bench.contender;

import io.settlement.bench.workload.BenchTransfer;
import java.sql.SQLException;
import java.util.List;

/** One client of a contender. One thread. */
public interface Sender extends AutoCloseable {

    /**
     * Sends transfers and returns when the contender has promised what becomes of each.
     *
     * @return how many were accepted; the others are rejected for funds. Any other outcome is an exception
     */
    int send(List<BenchTransfer> transfers) throws Exception;

    @Override
    default void close() throws SQLException {}
}
