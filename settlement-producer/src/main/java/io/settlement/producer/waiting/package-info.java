/** Waiting for the end of transfers on behalf of callers who asked for it, beside the threads that serve requests. */
package io.settlement.producer.waiting;
