package io.settlement.bench.workload;

/**
 * One transfer of a run.
 *
 * @param number unique within the run
 * @param source position of the payer
 * @param destination position of the payee, on another database
 * @param amount minor units
 */
public record BenchTransfer(long number, int source, int destination, long amount) {}
