/**
 * Who is let in, and how many. Sentinel's rules bound the door and the debits of each shard: floors stand in code and
 * cannot be pushed away, rules that Nacos pushes come on top after they were checked. Bulkheads keep a shard whose
 * database is gone from taking the threads that the others need.
 */
package io.settlement.producer.admission;
