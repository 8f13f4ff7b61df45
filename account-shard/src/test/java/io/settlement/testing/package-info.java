/**
 * Sharded ledgers for tests, on real databases: {@link io.settlement.testing.LedgerFixture} is one cluster, {@link
 * io.settlement.testing.LedgerNode} one process's view of it. Other modules use this package through the test-jar.
 */
package io.settlement.testing;
