package io.settlement.faults;

import java.sql.SQLException;

/**
 * Called around every statement, commit and rollback, on the program's own thread. It may throw, block, or run test
 * code. Throwing from {@link #before} means that the statement did not happen; from {@link #after}, that it did and
 * that the program does not learn of it. Called by several threads at once.
 */
public interface StatementFault {

    default void before(StatementEvent event) throws SQLException {}

    /** Not called for a statement that has failed by itself. */
    default void after(StatementEvent event) throws SQLException {}
}
