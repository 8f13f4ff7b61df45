/**
 * What is asked of every contender alike: how many accounts there are and where they lie, and which transfers are drawn
 * between them. Knows no contender and no engine; equal seeds draw equal transfers.
 */
package io.settlement.bench.workload;
