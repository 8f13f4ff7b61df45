/**
 * Compares what happened with what was predicted, from the tables of the shards and nowhere else: each transfer, each
 * balance, the messages against the batches, and the ledger's own proof. Reads only.
 */
package io.settlement.load.outcome;
