/** This project's own books as a contender needs them: shards made and emptied, accounts opened and funded, the proof. */
package io.settlement.bench.ledger;
