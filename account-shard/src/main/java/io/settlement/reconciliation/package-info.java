/**
 * The proof that no money was lost, minted or stranded, from the tables alone. {@link
 * io.settlement.reconciliation.Reconciler} reads each shard in one snapshot, then compares the shards with each other,
 * and answers with a {@link io.settlement.reconciliation.ReconciliationReport}: totals per shard and currency, and each
 * {@link io.settlement.reconciliation.Break} by name.
 *
 * <p>That every entry balances proves little: a double credit balances too. So the proof ties every sum to the items
 * that it must consist of (CLEARING to the open transfers, DUE to settled transfers and credited legs, every posting to
 * its transfer) and every leg to its transfer on another shard. The properties of one shard are SQL under {@code
 * sql/proof}, to be run by hand as well; only what no single database can know is decided here.
 */
package io.settlement.reconciliation;
