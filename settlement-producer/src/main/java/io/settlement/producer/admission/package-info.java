/**
 * Who is let in, and how many: Sentinel's rules for the door and for the debits of each shard. Floors stand in code and
 * cannot be pushed away; rules that Nacos pushes come on top, after they were checked.
 */
package io.settlement.producer.admission;
