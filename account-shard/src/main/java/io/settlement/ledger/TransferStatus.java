package io.settlement.ledger;

import java.util.List;

/** Where a transfer stands. The table of edges below is the only one: whatever moves a status goes through it. */
public enum TransferStatus {
    /** The payer is debited, the money is on CLEARING. The only status that is not final. */
    DEBITED,
    /** Debited and credited. Deposits and withdrawals start here: they touch one shard. */
    SETTLED,
    /** The payee's shard refused; the payer has the money back. */
    REVERSED,
    /** Refused before any money moved, for ever. */
    REJECTED;

    /** One allowed move; {@code from} is null where the transfer comes into being. */
    public record Edge(TransferStatus from, String event, TransferStatus to) {}

    private static final List<Edge> EDGES = List.of(
            new Edge(null, "debit: payer has the funds", DEBITED),
            new Edge(null, "debit: payer's shard says no", REJECTED),
            new Edge(null, "debit: deposit or withdrawal, one shard", SETTLED),
            new Edge(DEBITED, "finish: committed leg CREDITED", SETTLED),
            new Edge(DEBITED, "finish: committed leg REFUSED", REVERSED));

    public static List<Edge> edges() {
        return EDGES;
    }

    public boolean isFinal() {
        return EDGES.stream().noneMatch(edge -> edge.from() == this);
    }

    /** The status a DEBITED transfer ends in, given what the payee's shard decided. */
    public TransferStatus after(LegOutcome outcome) {
        var to = outcome == LegOutcome.CREDITED ? SETTLED : REVERSED;
        if (EDGES.stream().noneMatch(edge -> edge.from() == this && edge.to() == to)) {
            throw new LedgerInvariantViolated("transfer status", "an edge from " + this, "a move to " + to);
        }
        return to;
    }
}
