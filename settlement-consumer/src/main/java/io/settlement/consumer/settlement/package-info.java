/**
 * Steps two and three of a transfer's way: credit on the payee's shard, finish on the payer's. A message or the sweeper
 * only says where to look; what is done is read from the rows. Work on one shard goes through that shard's own lane, so
 * that a slow or dead shard holds up nobody else, and whatever cannot be done now stays DEBITED for the sweeper.
 */
package io.settlement.consumer.settlement;
