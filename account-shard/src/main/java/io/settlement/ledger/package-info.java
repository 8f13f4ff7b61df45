/**
 * The nouns of the ledger as pure values: ids, accounts, transfers, legs and what can be said about them. Nothing here
 * knows a database, a broker or a clock.
 */
package io.settlement.ledger;
