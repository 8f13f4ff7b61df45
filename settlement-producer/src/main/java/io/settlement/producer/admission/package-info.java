/**
 * Who is let in, and how many. Sentinel's rules bound the door, the debits of each shard and each payer: floors stand in code
 * and cannot be pushed away, rules that Nacos pushes come on top after they were checked. Bulkheads keep a shard whose
 * database is gone from taking the threads that the others need.
 */
package io.settlement.producer.admission;
