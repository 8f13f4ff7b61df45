/**
 * One history: producers and consumers, which are the services' own code, a broker, a ledger and callers, and everything
 * that goes wrong with them. When it is over nothing may be lost, doubled, owed or untruly answered.
 */
package io.settlement.simulation.world;
