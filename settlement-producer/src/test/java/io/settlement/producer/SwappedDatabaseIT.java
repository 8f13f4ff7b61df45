package io.settlement.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.ShardId;
import io.settlement.testing.LedgerFixture;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.junit.jupiter.api.Test;

/** Two shards' databases change places under a producer that runs. */
class SwappedDatabaseIT {

    private static final ShardId ONE = new ShardId(0);
    private static final ShardId OTHER = new ShardId(1);

    @Test
    void aCheckBackAnswersUnknownAndWritesNothingWhileTheDatabasesAreSwapped() {
        var broker = ProducerNode.sharedBroker();
        try (var cluster = LedgerFixture.of(2, 2)) {
            var ledger = cluster.node();
            try (var producer = new ProducerNode(ledger, broker)) {
                var payer = ledger.funded(ONE, 100);
                var debited = ledger.debited(payer, ledger.account(OTHER), 10);
                long batch = debited.debitTxn().value();
                long never = ledger.ids().next(ONE.pinnedSlot());
                assertThat(ask(producer, batch)).isEqualTo(LocalTransactionState.COMMIT_MESSAGE);

                swap(cluster);
                assertThat(ask(producer, batch)).isEqualTo(LocalTransactionState.UNKNOW);
                assertThat(ask(producer, never))
                        .as("ROLLBACK here would lose a debit that stands in the right database")
                        .isEqualTo(LocalTransactionState.UNKNOW);
                assertThat(cluster.numberOverAll("SELECT COUNT(*) FROM debit_batch WHERE state = 'FENCED'"))
                        .isZero();

                swap(cluster);
                assertThat(ask(producer, never)).isEqualTo(LocalTransactionState.ROLLBACK_MESSAGE);
            }
            cluster.assertConserved();
        }
    }

    private static LocalTransactionState ask(ProducerNode producer, long batch) {
        return producer.announcer().listener().checkLocalTransaction(CommitTroubleIT.half(batch));
    }

    private static void swap(LedgerFixture cluster) {
        var one = cluster.proxy(ONE).link();
        var other = cluster.proxy(OTHER).link();
        var target = one.target();
        one.retarget(other.target());
        other.retarget(target);
        one.resetConnections();
        other.resetConnections();
        // The pools try a connection that has rested for half a second before they give it out again.
        ProducerNode.pause(700);
    }
}
