/**
 * The only code that moves money. {@link io.settlement.ledger.shard.SourceLedger} debits and finishes on the payer's
 * shard, {@link io.settlement.ledger.shard.DestinationLedger} credits on the payee's; each call is one local
 * transaction on one shard for a batch. Rows, statements and mappers stay inside.
 *
 * <p>Easy to get wrong: the lock order (transfer rows, customer accounts ascending, debit_batch ascending, internal
 * accounts, shard_head); taking an exception out of commit() for a rollback; a statement without a slot.
 */
package io.settlement.ledger.shard;
