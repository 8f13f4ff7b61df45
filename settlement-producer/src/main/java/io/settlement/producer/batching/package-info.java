/**
 * Natural batching: while one batch of a shard is being debited, the next collects what arrives. A quiet system has
 * batches of one, a busy one pays one half message and one commit for hundreds of transfers. Every caller is answered
 * with what is true: decided, not accepted, or unknown.
 */
package io.settlement.producer.batching;
