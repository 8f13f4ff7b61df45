/**
 * The only place that knows RocketMQ. A message is a notice that names transfers; it is acknowledged once they were
 * looked at, whatever came of it, because the database knows what is open and the sweeper ends it.
 */
package io.settlement.consumer.messaging;
