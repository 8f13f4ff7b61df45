package io.settlement.ledger;

import java.time.Instant;

/** Which lines of an account's statement are asked for. */
public sealed interface StatementQuery {

    /** From this sequence number on; 1 is the beginning. */
    record FromLine(long first) implements StatementQuery {

        public FromLine {
            Ids.requirePositive("from", first);
        }
    }

    /** What was recorded at {@code since} or later, and before {@code until}: periods that touch share no line. */
    record Period(Instant since, Instant until) implements StatementQuery {

        public Period {
            if (until.isBefore(since)) {
                throw new IllegalArgumentException("until is before since");
            }
        }
    }

    /**
     * The rest of a period whose first page was read: its lines are known by number since, and stay the same whatever
     * is posted meanwhile.
     *
     * @param next the line to go on at, from {@code opening + 1} to {@code closing}
     * @param opening the sequence that the period opens after
     * @param closing the sequence of its last line
     */
    record RestOfPeriod(long next, long opening, long closing) implements StatementQuery {

        public RestOfPeriod {
            if (opening < 0 || next <= opening || closing < next) {
                throw new IllegalArgumentException("no such part of a period");
            }
        }
    }
}
