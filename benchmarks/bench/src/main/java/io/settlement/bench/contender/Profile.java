package io.settlement.bench.contender;

/**
 * What a contender is, for the reader of the results.
 *
 * @param name as in options and results
 * @param how how it moves money, with the settings that matter
 * @param doesNotGuarantee what a user of it goes without
 * @param clients with which it was found to be fastest
 * @param transfersPerCall how many transfers a client hands over at a time
 */
public record Profile(String name, String how, String doesNotGuarantee, int clients, int transfersPerCall) {

    private static final int MOST_WHEN_PACED = 100;

    /** In an open loop calls come often and are small, or latencies would be those of filling a bulk. */
    public int transfersPerPacedCall() {
        return Math.min(transfersPerCall, MOST_WHEN_PACED);
    }
}
