/**
 * Sharded ledgers for tests, on real databases: {@link io.settlement.testing.LedgerFixture} is one cluster, {@link
 * io.settlement.testing.LedgerNode} one process's view of it. {@link
 * io.settlement.testing.LedgerModelRun} compares any ledger with the model. Other modules use this package through the test-jar.
 */
package io.settlement.testing;
