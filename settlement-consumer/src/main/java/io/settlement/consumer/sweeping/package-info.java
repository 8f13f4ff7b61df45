/**
 * The sweeper: finds from the shards' own tables what no message has ended, and hands it to the settler again. It works
 * without any broker, and reverses nothing by age: a transfer that is old is only asked for again.
 */
package io.settlement.consumer.sweeping;
