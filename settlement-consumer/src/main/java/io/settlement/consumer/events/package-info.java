/**
 * The event relay: follows each shard's journal and tells whoever subscribes what was posted to customers' accounts. It
 * publishes first and moves its cursor afterwards, so that an event may be told again and is never left out.
 */
package io.settlement.consumer.events;
