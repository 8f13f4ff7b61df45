package io.settlement.reconciliation;

import java.sql.SQLException;
import java.util.Optional;

/**
 * One defect, planted into balanced books, and the break that must name it.
 *
 * @param hidden whether every shard's balances still sum to zero afterwards, so that no sum gives the defect away
 */
record Plant(String name, BreakKind kind, boolean hidden, Deed deed) {

    /** A defect that no sum of balances shows. */
    static Plant hidden(String name, BreakKind kind, Deed deed) {
        return new Plant(name, kind, true, deed);
    }

    static Plant open(String name, BreakKind kind, Deed deed) {
        return new Plant(name, kind, false, deed);
    }

    @Override
    public String toString() {
        return kind + ": " + name;
    }

    /** Does it, and says where it must be found. */
    interface Deed {
        Where in(Books books) throws SQLException;
    }

    /** Shard and subject of the break. */
    record Where(Optional<ShardBook> shard, String subject) {

        static Where on(ShardBook shard, String subject) {
            return new Where(Optional.of(shard), subject);
        }
    }
}
