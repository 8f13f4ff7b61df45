/**
 * Ends transfers one by one: what is selected, what would happen to each, what happened. Reads and writes through the
 * owner classes of the ledger alone, knows no broker, and does nothing that a consumer may not do at the same time.
 */
package io.settlement.operator.replay;
