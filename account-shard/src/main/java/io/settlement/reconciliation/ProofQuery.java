package io.settlement.reconciliation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** One file of {@code sql/proof}: a single read-only SELECT, the same that an operator runs by hand. */
record ProofQuery(String name, String sql) {

    /** The properties of one shard; each answers no row when it holds. */
    static final List<ProofQuery> PROPERTIES = Stream.of(
                    "entries-balance",
                    "balances-sum",
                    "account-balances",
                    "statements-chain",
                    "clearing",
                    "due",
                    "nostro",
                    "internal-accounts",
                    "internal-lines",
                    "posting-kinds",
                    "items-and-postings",
                    "transfer-states",
                    "currencies",
                    "limits",
                    "open-batches",
                    "fences",
                    "journal-gapless",
                    "journal-times",
                    "journal-complete",
                    "listed-postings")
            .map(ProofQuery::read)
            .toList();

    static final ProofQuery TOTALS = read("totals");
    static final ProofQuery SOURCES = read("across/sources");
    static final ProofQuery LEGS = read("across/legs");

    /** The same with a bound: broken books may have more breaks than anybody reads. */
    String atMost(int rows) {
        return sql + "\nLIMIT " + rows;
    }

    private static ProofQuery read(String name) {
        var resource = "sql/proof/" + name + ".sql";
        try (InputStream in = ProofQuery.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            return new ProofQuery(name, text.substring(0, text.lastIndexOf(';')));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(resource, unreadable);
        }
    }
}
