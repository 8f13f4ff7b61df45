/** Threads, and waiting for them, as arguments: what a service gets from the JVM, a simulation from its scheduler. */
package io.settlement.threads;
