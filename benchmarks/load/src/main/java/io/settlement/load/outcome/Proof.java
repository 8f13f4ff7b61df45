package io.settlement.load.outcome;

import io.settlement.load.plan.Wording;
import io.settlement.money.CurrencyCode;
import java.util.List;

/** The conservation proof of the ledger, run once everything has ended. */
@FunctionalInterface
public interface Proof {

    Report prove() throws Exception;

    /**
     * @param breaks each a sentence that names what does not agree; empty if money was conserved
     */
    record Report(List<Conserved> conserved, List<String> breaks) {

        public Report {
            conserved = List.copyOf(conserved);
            breaks = List.copyOf(breaks);
        }
    }

    /**
     * What the proof counted and found in one currency, over all shards.
     *
     * @param sum of all balances, internal accounts included, in minor units
     * @param inFlight minor units on CLEARING
     * @param due minor units on DUE
     */
    record Conserved(
            CurrencyCode currency,
            int shards,
            long accounts,
            long transfers,
            long postings,
            long legs,
            long sum,
            long inFlight,
            long due) {

        boolean isAtRest() {
            return sum == 0 && inFlight == 0 && due == 0;
        }

        /** A proof over nothing proves nothing. */
        boolean hasLookedAtSomething() {
            return accounts > 0 && transfers > 0 && postings > 0 && legs > 0;
        }

        /** @param proven false if the proof found a break; balanced sums alone prove nothing */
        String line(boolean proven) {
            return Wording.of(
                    "%s currency=%s shards=%d accounts=%d transfers=%d postings=%d legs=%d sum=%d in_flight=%d due=%d",
                    proven && isAtRest() ? "CONSERVED" : "NOT CONSERVED",
                    currency,
                    shards,
                    accounts,
                    transfers,
                    postings,
                    legs,
                    sum,
                    inFlight,
                    due);
        }
    }
}
