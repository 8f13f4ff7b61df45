/** The proof of the books, from time to time, and what the last one has found, as gauges. */
package io.settlement.consumer.reconciliation;
