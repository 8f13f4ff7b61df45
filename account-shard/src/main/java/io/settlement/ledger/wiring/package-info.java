/**
 * How a process gets the ledger. A Spring Boot service imports {@code LedgerConfiguration} and sets
 * {@code settlement.sharding}; a command binds the same settings from a {@code ConfigurationFile}.
 */
package io.settlement.ledger.wiring;
