/** How a Spring Boot service gets the ledger: import {@code LedgerConfiguration} and set {@code settlement.sharding}. */
package io.settlement.ledger.wiring;
