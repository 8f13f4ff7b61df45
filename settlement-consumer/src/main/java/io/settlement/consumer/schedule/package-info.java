/** Work that goes on in the background shard by shard, on a thread for each. */
package io.settlement.consumer.schedule;
