package io.settlement.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.DebitItem;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.shard.InMemoryLedger;
import io.settlement.producer.batching.Announcer.Verdict;
import io.settlement.simulation.Simulation;
import io.settlement.simulation.steps.Operation;
import io.settlement.simulation.steps.Phase;
import java.util.List;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.junit.jupiter.api.Test;

/** The simulation notices what is missing: each guard is taken out, and a history must show it. */
class DefectsTest {

    private static final int MOST_HISTORIES = 10_000;

    /** Among the ones that follow it, whichever seed is first. */
    private final long seed = Long.getLong("simulation.seed", System.nanoTime());

    private List<String> found(Variant defective) {
        System.out.println("DefectsTest seed " + seed);
        var simulation = new Simulation(defective, seed);
        var unsound = simulation.runWhile(() -> simulation.histories() < MOST_HISTORIES);
        System.out.println("found after " + simulation.histories() + " histories");
        assertThat(unsound).as("a history that is not sound").isPresent();
        return unsound.get().findings();
    }

    @Test
    void aLookInPlaceOfTheFenceMakesAnAnswerUntrue() {
        var findings = found(Variant.SOUND.on((map, steps, after) -> new InMemoryLedger(map, steps, after) {
            @Override
            protected boolean fenceIsWritten() {
                return false;
            }
        }));
        assertThat(findings).anyMatch(finding -> finding.contains("said NotAccepted"));
    }

    @Test
    void aCreditThatDoesNotLookForTheLegCreditsTwice() {
        var findings = found(Variant.SOUND.on((map, steps, after) -> new InMemoryLedger(map, steps, after) {
            @Override
            protected boolean legIsLookedFor(Transfer transfer) {
                return false;
            }
        }));
        assertThat(findings).anyMatch(finding -> finding.startsWith("DUE over all shards"));
    }

    @Test
    void aFinishThatDoesNotLookAtTheStatusTakesMoneyOutTwice() {
        var findings = found(Variant.SOUND.on((map, steps, after) -> new InMemoryLedger(map, steps, after) {
            @Override
            protected boolean isFinishable(Transfer transfer) {
                return true;
            }
        }));
        assertThat(findings).anyMatch(finding -> finding.startsWith("CLEARING of"));
    }

    @Test
    void aDebitThatDoesNotLookForTheKeyDebitsTwice() {
        var findings = found(Variant.SOUND.on((map, steps, after) -> new InMemoryLedger(map, steps, after) {
            @Override
            protected boolean keyIsLookedFor(DebitItem item) {
                return false;
            }
        }));
        assertThat(findings).anyMatch(finding -> finding.contains("a second one under its key"));
    }

    @Test
    void aDebitThatDoesNotLookAtTheFundsGoesBelowTheLimit() {
        var findings = found(Variant.SOUND.on((map, steps, after) -> new InMemoryLedger(map, steps, after) {
            @Override
            protected boolean fundsAreChecked() {
                return false;
            }
        }));
        assertThat(findings).anyMatch(finding -> finding.contains("below its limit"));
    }

    /** With a sweeper it would only be slow. */
    @Test
    void aMessageThatIsSentAfterTheCommitIsLostWithItsProducer() {
        var findings = found(Variant.SOUND.announcing(afterCommit()).byMessagesAlone());
        assertThat(findings).anyMatch(finding -> finding.contains("has not ended"));
    }

    private static Announcing afterCommit() {
        return (broker, faults, listener) -> (notice, debit) -> {
            if (debit.run() == Verdict.COMMIT) {
                faults.reach(Operation.HALF_MESSAGE, Phase.ASKED);
                broker.send(HalfMessages.messageOf(notice))
                        .ifPresent(half -> broker.end(half, LocalTransactionState.COMMIT_MESSAGE));
            }
        };
    }
}
