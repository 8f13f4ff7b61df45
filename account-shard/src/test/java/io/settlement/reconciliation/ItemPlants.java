package io.settlement.reconciliation;

import static io.settlement.reconciliation.Plant.Where.on;
import static io.settlement.reconciliation.Plant.hidden;

import java.util.stream.Stream;

/** Defects between transfers, postings, batches and the journal of one shard. */
final class ItemPlants {

    private ItemPlants() {}

    static Stream<Plant> all() {
        return Stream.of(postings(), transfers(), batches(), journal(), lists(), heads())
                .flatMap(plants -> plants);
    }

    private static Stream<Plant> postings() {
        return Stream.of(
                hidden("the debit of a settled transfer is missing", BreakKind.POSTING_MISSING, b -> {
                    b.home.sql("DELETE FROM posting WHERE transfer_id = %d", b.toDave.id());
                    return on(b.home, b.toDave.subject());
                }),
                hidden("the reversal of a reversed transfer is missing", BreakKind.POSTING_MISSING, b -> {
                    b.home.sql("DELETE FROM posting WHERE kind = 'REVERSAL' AND transfer_id = %d", b.reversed.id());
                    return on(b.home, b.reversed.subject());
                }),
                hidden("debited twice, each time with its entry", BreakKind.POSTING_UNEXPECTED, b -> {
                    b.home.debitAgain(b.toCarol);
                    return on(b.home, b.toCarol.subject());
                }),
                hidden("reversed twice, each time with its entry", BreakKind.POSTING_UNEXPECTED, b -> {
                    b.home.reverseAgain(b.reversed);
                    return on(b.home, b.reversed.subject());
                }),
                hidden("a payee credited by leg and by posting", BreakKind.POSTING_UNEXPECTED, b -> {
                    b.away.creditAgain(b.toCarol);
                    return on(b.away, b.toCarol.subject());
                }),
                hidden("two customers' debits swapped", BreakKind.POSTING_UNEXPECTED, b -> {
                    b.home.sql(
                            "UPDATE posting SET transfer_id = %d - transfer_id WHERE kind = 'DEBIT' AND transfer_id IN"
                                    + " (%d, %d)",
                            b.toCarol.id() + b.within.id(), b.toCarol.id(), b.within.id());
                    return on(b.home, b.within.subject());
                }),
                hidden("a debit of a rejected transfer", BreakKind.POSTING_UNEXPECTED, b -> {
                    b.home.debitAgain(b.rejected.of(5));
                    return on(b.home, b.rejected.subject());
                }));
    }

    private static Stream<Plant> transfers() {
        return Stream.of(
                hidden("a transfer finished by its own debit", BreakKind.STATUS_IMPOSSIBLE, b -> {
                    b.home.sql("UPDATE transfer SET finish_txn = debit_txn WHERE transfer_id = %d", b.toCarol.id());
                    return on(b.home, b.toCarol.subject());
                }),
                hidden("a deposit in flight", BreakKind.STATUS_IMPOSSIBLE, b -> {
                    b.home.sql(
                            "UPDATE transfer SET status = 'DEBITED', finish_txn = NULL WHERE transfer_id = %d",
                            b.deposit.id());
                    return on(b.home, b.deposit.subject());
                }),
                hidden("a settled transfer is open again", BreakKind.CLEARING_OFF, b -> {
                    b.home.sql(
                            "UPDATE transfer SET status = 'DEBITED', finish_txn = NULL WHERE transfer_id = %d",
                            b.toCarol.id());
                    return on(b.home, "account " + b.home.internal("CLEARING", "CNY"));
                }),
                hidden("a transfer in another currency than the payer", BreakKind.CURRENCY_OFF, b -> {
                    b.home.sql("UPDATE transfer SET currency = 'USD' WHERE transfer_id = %d", b.toCarol.id());
                    return on(b.home, b.toCarol.subject());
                }),
                hidden("a leg in another currency than the payee", BreakKind.CURRENCY_OFF, b -> {
                    b.away.sql("UPDATE credit_leg SET currency = 'USD' WHERE transfer_id = %d", b.toCarol.id());
                    return on(b.away, b.toCarol.subject());
                }),
                hidden("a deposit that came out of CLEARING", BreakKind.CURRENCY_OFF, b -> {
                    b.home.sql(
                            "UPDATE transfer SET source_account_id = %d WHERE transfer_id = %d",
                            b.home.internal("CLEARING", "CNY"), b.deposit.id());
                    return on(b.home, b.deposit.subject());
                }));
    }

    private static Stream<Plant> batches() {
        return Stream.of(
                hidden("open_count too low", BreakKind.OPEN_COUNT_OFF, b -> {
                    long batch = b.leaveOpen().get(0).debitTxn();
                    b.home.sql("UPDATE debit_batch SET open_count = open_count - 1 WHERE batch_id = %d", batch);
                    return on(b.home, "batch " + batch);
                }),
                hidden("open_count of a finished batch", BreakKind.OPEN_COUNT_OFF, b -> {
                    b.home.sql("UPDATE debit_batch SET open_count = 1 WHERE batch_id = %d", b.toCarol.debitTxn());
                    return on(b.home, "batch " + b.toCarol.debitTxn());
                }),
                hidden("an open batch purged", BreakKind.OPEN_ID_UNLISTED, b -> {
                    var stranded = b.leaveOpen().get(1);
                    b.home.sql("DELETE FROM debit_batch WHERE batch_id = %d", stranded.debitTxn());
                    return on(b.home, stranded.subject());
                }),
                hidden("an open transfer cut off the packed ids", BreakKind.OPEN_ID_UNLISTED, b -> {
                    var stranded = b.leaveOpen().get(2);
                    b.home.sql(
                            "UPDATE debit_batch SET transfer_ids = LEFT(transfer_ids, 16) WHERE batch_id = %d",
                            stranded.debitTxn());
                    return on(b.home, stranded.subject());
                }),
                hidden("another batch's transfer packed in", BreakKind.LISTED_ID_FOREIGN, b -> {
                    b.home.sql(
                            "UPDATE debit_batch SET transfer_ids = CONCAT(transfer_ids, x'%016x') WHERE batch_id = %d",
                            b.toCarol.id(), b.leaveOpen().get(0).debitTxn());
                    return on(b.home, b.toCarol.subject());
                }),
                hidden("an id packed twice", BreakKind.LISTED_ID_FOREIGN, b -> {
                    var open = b.leaveOpen().get(0);
                    b.home.sql(
                            "UPDATE debit_batch SET transfer_ids = CONCAT(transfer_ids, x'%016x') WHERE batch_id = %d",
                            open.id(), open.debitTxn());
                    return on(b.home, "batch " + open.debitTxn());
                }),
                hidden("a fenced batch with transfers", BreakKind.FENCED_BATCH_ACTED, b -> {
                    b.home.sql("UPDATE debit_batch SET state = 'FENCED' WHERE batch_id = %d", b.toCarol.debitTxn());
                    return on(b.home, "batch " + b.toCarol.debitTxn());
                }));
    }

    private static Stream<Plant> journal() {
        return Stream.of(
                hidden("an entry is gone", BreakKind.JOURNAL_GAP, b -> {
                    b.home.sql("DELETE FROM journal_entry WHERE entry_no = 3");
                    return on(b.home, "entry 3");
                }),
                hidden("an entry is gone", BreakKind.JOURNAL_ENTRY_MISSING, b -> {
                    b.home.sql("DELETE FROM journal_entry WHERE txn_id = %d", b.finishTxn);
                    return on(b.home, "txn " + b.finishTxn);
                }),
                hidden("the latest entry is gone", BreakKind.JOURNAL_HEAD_OFF, b -> {
                    b.home.sql("DELETE FROM journal_entry WHERE entry_no = %d", b.home.entryNo());
                    return on(b.home, "shard 0");
                }),
                hidden("an entry that is older than the one before", BreakKind.JOURNAL_TIME_BACK, b -> {
                    b.home.sql("UPDATE journal_entry SET recorded_at = '2026-10-31 23:59:59' WHERE entry_no = 3");
                    return on(b.home, "entry 3");
                }),
                hidden("a head whose time is behind its latest entry", BreakKind.JOURNAL_TIME_BACK, b -> {
                    b.home.sql("UPDATE shard_head SET recorded_at = '2026-10-31 23:59:59'");
                    return on(b.home, "shard 0");
                }),
                hidden("a finish journalled as a debit", BreakKind.JOURNAL_ENTRY_WRONG_KIND, b -> {
                    b.home.sql("UPDATE journal_entry SET kind = 'DEBIT' WHERE txn_id = %d", b.finishTxn);
                    return on(b.home, "txn " + b.finishTxn);
                }));
    }

    private static Stream<Plant> lists() {
        return Stream.of(
                hidden("an entry forgets the last of its postings", BreakKind.POSTING_UNLISTED, b -> {
                    b.away.sql(
                            "UPDATE journal_entry SET customer_postings = LEFT(customer_postings, 20) WHERE txn_id = %d",
                            b.creditTxn);
                    return on(b.away, "account " + b.dave + " in txn " + b.creditTxn);
                }),
                hidden("an entry counts fewer postings than it wrote", BreakKind.POSTING_UNLISTED, b -> {
                    long debitTxn = b.toCarol.debitTxn();
                    b.home.sql(
                            "UPDATE journal_entry SET customer_postings = CONCAT(LEFT(customer_postings, 19), x'01',"
                                    + " SUBSTRING(customer_postings, 21)) WHERE txn_id = %d",
                            debitTxn);
                    return on(b.home, "account " + b.alice + " in txn " + debitTxn);
                }),
                hidden("an entry lists another entry's posting", BreakKind.LISTED_POSTING_FOREIGN, b -> {
                    b.home.sql(
                            "UPDATE journal_entry SET customer_postings = x'%016x%016x00000001' WHERE txn_id = %d",
                            b.alice, 1, b.laterFinishTxn);
                    return on(b.home, "account " + b.alice + " in txn " + b.laterFinishTxn);
                }),
                hidden("an entry lists its postings twice", BreakKind.LISTED_POSTING_FOREIGN, b -> {
                    b.away.sql(
                            "UPDATE journal_entry SET customer_postings = CONCAT(customer_postings, customer_postings)"
                                    + " WHERE txn_id = %d",
                            b.laterCreditTxn);
                    return on(b.away, "account " + b.frank + " in txn " + b.laterCreditTxn);
                }),
                hidden("an entry written by a process that lists nothing", BreakKind.ENTRY_WITHOUT_LIST, b -> {
                    b.home.sql("UPDATE journal_entry SET customer_postings = NULL WHERE entry_no = 1");
                    return on(b.home, "entry 1");
                }));
    }

    private static Stream<Plant> heads() {
        return Stream.of(
                hidden("the database of another shard", BreakKind.FOREIGN_DATABASE, b -> {
                    b.home.sql("UPDATE shard_head SET shard_id = 7, slot = 999");
                    return on(b.home, "shard_head");
                }),
                hidden("the database of another cluster", BreakKind.FOREIGN_DATABASE, b -> {
                    b.away.sql("UPDATE shard_head SET cluster_id = '%s'", "e".repeat(32));
                    return on(b.away, "shard_head");
                }),
                hidden("a database that was migrated, never initialised", BreakKind.FOREIGN_DATABASE, b -> {
                    b.away.sql("DELETE FROM shard_head");
                    return on(b.away, "shard_head");
                }));
    }
}
