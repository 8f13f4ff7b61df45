/**
 * {@code scripts/settlement}: the HTTP door and the account events by hand. Knows the client and the contract of events; no
 * database, no service. Whoever holds an API key may use it.
 */
package io.settlement.cli;
