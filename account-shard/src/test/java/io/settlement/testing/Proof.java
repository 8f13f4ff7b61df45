package io.settlement.testing;

import static org.assertj.core.api.Assertions.assertThat;

/** The sums that must hold on every shard at every moment. */
final class Proof {

    private Proof() {}

    static void assertConserved(LedgerFixture fixture) {
        for (var shard : fixture.shards()) {
            assertThat(fixture.number(shard, "SELECT COALESCE(SUM(balance), 0) FROM account"))
                    .as("sum of %s", shard)
                    .isZero();
            assertThat(fixture.number(
                            shard,
                            "SELECT (SELECT COALESCE(SUM(balance), 0) FROM account WHERE type = 'CLEARING')"
                                    + " - (SELECT COALESCE(SUM(amount), 0) FROM transfer WHERE status = 'DEBITED')"))
                    .as("CLEARING less money in flight of %s", shard)
                    .isZero();
        }
    }
}
