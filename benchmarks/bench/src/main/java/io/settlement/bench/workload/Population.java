package io.settlement.bench.workload;

/**
 * The accounts of a run, named by their positions from 0. A position lies on the database {@code position % databases}
 * for every contender that has several, so that all of them cross databases equally often.
 *
 * @param accounts a multiple of the databases
 * @param databases at least two
 */
public record Population(int accounts, int databases) {

    /** More clients than this are not run at one time; pools are no larger. */
    public static final int MOST_CLIENTS = 64;

    /** In minor units: more than any payer can spend in a run. */
    public static final long FUNDING = 1_000_000_000_000L;

    private static final int POOR_IN = 100;

    public Population {
        if (databases < 2 || accounts < 10 * databases || accounts % databases != 0) {
            throw new IllegalArgumentException(accounts + " accounts on " + databases
                    + " databases: at least two, ten accounts or more on each," + " the same number on all");
        }
    }

    /** The first positions have money; the last ones, one in a hundred, have none and are never paid. */
    public int funded() {
        int perDatabase = accounts / databases;
        return accounts - Math.max(1, perDatabase / POOR_IN) * databases;
    }

    public long funding(int position) {
        return position < funded() ? FUNDING : 0;
    }

    /** What all accounts hold together, before and after. */
    public long total() {
        return funded() * FUNDING;
    }

    public int databaseOf(int position) {
        return position % databases;
    }
}
