/**
 * Who may come in when a part of the system does not answer: a shard whose database is gone must not take the threads
 * that the others need.
 */
package io.settlement.producer.admission;
