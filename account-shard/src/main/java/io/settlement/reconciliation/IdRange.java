package io.settlement.reconciliation;

import java.util.List;

/** Ids above {@code after} up to and including {@code to}. */
record IdRange(long after, long to) {

    boolean isEmpty() {
        return after >= to;
    }

    IdRange done() {
        return new IdRange(to, to);
    }

    /** What is left after a page of rows, in ascending order, that began this range. */
    IdRange beyond(List<? extends RowOfTransfer> page) {
        return new IdRange(page.get(page.size() - 1).transferId(), to);
    }
}
