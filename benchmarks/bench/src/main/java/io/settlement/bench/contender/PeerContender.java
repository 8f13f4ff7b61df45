package io.settlement.bench.contender;

import io.settlement.bench.measure.SettleTimes;
import io.settlement.bench.workload.Population;
import java.sql.SQLException;

/** What the contenders on the {@link PeerBooks} have in common. */
abstract class PeerContender implements Contender {

    private final PeerBooks books;
    private Population population;
    private SettleTimes times;

    PeerContender(PeerBooks books) {
        this.books = books;
    }

    final PeerBooks peerBooks() {
        return books;
    }

    final SettleTimes times() {
        return times;
    }

    @Override
    public void prepare(Population accounts, SettleTimes settleTimes) throws Exception {
        population = accounts;
        times = settleTimes;
        books.prepare(accounts);
    }

    /** For contenders whose calls return when their transfer has ended. */
    @Override
    public void drain() throws Exception {
        // Nothing is under way.
    }

    @Override
    public Books books() throws Exception {
        return books.check(population);
    }

    @Override
    public void plantCent() throws SQLException {
        books.plantCent();
    }

    @Override
    public void close() {
        books.close();
    }
}
