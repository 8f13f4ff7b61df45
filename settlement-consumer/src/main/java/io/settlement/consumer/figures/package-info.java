/** What of each shard has not ended, as gauges: money in flight, its age, what is parked. */
package io.settlement.consumer.figures;
