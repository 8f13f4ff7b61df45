/**
 * One thread at a time, in an order drawn from a seed, in a time of its own. The code of the services runs on it
 * unchanged, blocking calls and all, because what it waits by comes from {@link io.settlement.threads.Threads}.
 */
package io.settlement.simulation.schedule;
