package io.settlement.producer.batching;

import io.settlement.ledger.DebitBatch;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.TransferStatus;
import io.settlement.ledger.shard.BatchClash;
import io.settlement.ledger.shard.SourceLedger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** One try to debit one batch, and what is known of it afterwards. Used by one thread. */
final class DebitAttempt implements Announcer.Debit {

    private final SourceLedger ledger;
    private final DebitBatch batch;
    private final Semaphore permit;
    private boolean entered;
    private List<DebitOutcome> outcomes;
    private Throwable failure;

    /** @param permit keeps the debits of one shard apart; the next batch has its half stored meanwhile */
    DebitAttempt(SourceLedger ledger, DebitBatch batch, Semaphore permit) {
        this.ledger = ledger;
        this.batch = batch;
        this.permit = permit;
    }

    @Override
    public Announcer.Verdict run() {
        entered = true;
        permit.acquireUninterruptibly();
        try {
            outcomes = ledger.debit(batch);
            return outcomes.stream().anyMatch(DebitAttempt::isNewDebit)
                    ? Announcer.Verdict.COMMIT
                    : Announcer.Verdict.ROLLBACK;
        } catch (BatchClash neverWritten) {
            failure = neverWritten;
            return Announcer.Verdict.ROLLBACK;
        } catch (RuntimeException | Error notKnown) {
            // Kept as it is: RocketMQ's client would swallow an Error, and nothing may take it for poison.
            failure = notKnown;
            return Announcer.Verdict.UNKNOWN;
        } finally {
            permit.release();
        }
    }

    private static boolean isNewDebit(DebitOutcome outcome) {
        return outcome instanceof DebitOutcome.Stored stored
                && !stored.replayed()
                && stored.transfer().status() == TransferStatus.DEBITED;
    }

    DebitBatch batch() {
        return batch;
    }

    /** False: the half was not stored, so nothing was debited, and nothing will be under this batch id. */
    boolean entered() {
        return entered;
    }

    Optional<List<DebitOutcome>> outcomes() {
        return Optional.ofNullable(outcomes);
    }

    /** Why there are no outcomes although the debit was entered. */
    Throwable failure() {
        return failure == null ? new InternalError("the debit did not return") : failure;
    }
}
