package io.settlement.sharding;

import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A node number that no other live process makes ids with, leased in settlement_control by that database's clock. The
 * lease keeps clashes rare; it does not keep them out, and need not: the primary key finds them.
 */
public final class NodeLease {

    /** Longer than any burst can borrow time ahead, and than a process may pause and still make ids. */
    public static final Duration TERM = Duration.ofMinutes(2);

    private final JdbcClient control;
    private final String holder;
    private final int node;

    private NodeLease(JdbcClient control, String holder, int node) {
        this.control = control;
        this.holder = holder;
        this.node = node;
    }

    /**
     * @param holder a name unique to this process
     * @throws DataAccessException where the database cannot be reached
     * @throws IllegalStateException where all numbers are taken
     */
    public static NodeLease acquire(DataSource controlDatabase, String holder) {
        var control = JdbcClient.create(controlDatabase);
        for (int node = 0; node < TimeSortedIds.NODES; node++) {
            if (takeOver(control, holder, node) || claim(control, holder, node)) {
                return new NodeLease(control, holder, node);
            }
        }
        throw new IllegalStateException("all " + TimeSortedIds.NODES + " node numbers are leased: table node_lease");
    }

    public int node() {
        return node;
    }

    /** Keeps the number for another term; false where it was lost to another process meanwhile. */
    public boolean renew() {
        return control.sql(
                                "UPDATE node_lease SET expires_at = NOW(3) + INTERVAL ? SECOND WHERE node = ? AND holder = ?")
                        .params(TERM.toSeconds(), node, holder)
                        .update()
                == 1;
    }

    /** Gives the number back. It stays ours for a second more: an id may have borrowed the milliseconds that follow. */
    public void release() {
        control.sql("UPDATE node_lease SET expires_at = NOW(3) + INTERVAL 1 SECOND WHERE node = ? AND holder = ?")
                .params(node, holder)
                .update();
    }

    private static boolean takeOver(JdbcClient control, String holder, int node) {
        return control.sql("UPDATE node_lease SET holder = ?, expires_at = NOW(3) + INTERVAL ? SECOND"
                                + " WHERE node = ? AND expires_at < NOW(3)")
                        .params(holder, TERM.toSeconds(), node)
                        .update()
                == 1;
    }

    private static boolean claim(JdbcClient control, String holder, int node) {
        try {
            control.sql("INSERT INTO node_lease (node, holder, expires_at) VALUES (?, ?, NOW(3) + INTERVAL ? SECOND)")
                    .params(node, holder, TERM.toSeconds())
                    .update();
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }
}
