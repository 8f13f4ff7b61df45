/**
 * One run of one contender: clients that send, the clock, latencies, and what each process used meanwhile. The time that
 * counts begins with the first transfer and ends when everything accepted has ended.
 */
package io.settlement.bench.measure;
