package io.settlement.producer;

import static io.settlement.producer.ProducerNode.stored;
import static io.settlement.testing.LedgerNode.newKey;
import static io.settlement.testing.LedgerNode.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.IdempotencyKey;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Slot;
import io.settlement.ledger.TransferInstruction;
import io.settlement.localstack.RocketMq;
import io.settlement.producer.batching.Answer;
import io.settlement.sharding.IdSource;
import io.settlement.sharding.TimeSortedIds;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A batch that cannot be stored as it is: one instruction breaks it, or its ids are taken. */
class BrokenInstructionIT {

    private static final ShardId SOURCE = new ShardId(0);

    private static RocketMq broker;
    private static LedgerFixture cluster;

    @BeforeAll
    static void start() {
        broker = ProducerNode.sharedBroker();
        cluster = LedgerFixture.of(2);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void onePoisonInstructionIsListedAndItsNeighboursAreDebited() {
        var poison = new IdempotencyKey("poison");
        cluster.execute(
                SOURCE,
                "CREATE TRIGGER poison BEFORE INSERT ON transfer FOR EACH ROW"
                        + " IF NEW.idem_key = 'poison' THEN SIGNAL SQLSTATE '45000'"
                        + " SET MESSAGE_TEXT = 'planted poison'; END IF");
        try (var producer = new ProducerNode(cluster.node(), broker)) {
            var payer = producer.ledger().funded(SOURCE, 10_000);
            var payee = producer.ledger().account(new ShardId(1));
            List<TransferInstruction> batch = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                batch.add(transfer(i == 4 ? poison : newKey(), payer, payee, 10));
            }

            var answers = producer.answers(batch.toArray(TransferInstruction[]::new));

            assertThat(answers.remove(4))
                    .isInstanceOfSatisfying(
                            Answer.Broken.class,
                            broken -> assertThat(broken.listedUnder().slot()).isEqualTo(SOURCE.pinnedSlot()));
            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThat(stored(answer).status().isFinal()).isFalse());
            assertThat(producer.ledger().balance(payer)).isEqualTo(9_920);
            assertThat(producer.ledger().ledger().openWork().poison(SOURCE, 10))
                    .singleElement()
                    .satisfies(listed -> assertThat(listed.key().key()).isEqualTo(poison))
                    .satisfies(listed -> assertThat(listed.reason()).contains("planted poison"));

            cluster.execute(SOURCE, "DROP TRIGGER poison");
            assertThat(stored(producer.answer(transfer(poison, payer, payee, 11)))
                            .status()
                            .isFinal())
                    .as("no key was used up")
                    .isFalse();
        } finally {
            cluster.execute(SOURCE, "DROP TRIGGER IF EXISTS poison");
        }
        cluster.assertConserved();
    }

    @Test
    void idsTakenByAnotherNodeAreAClashAndNotAReplay() {
        var replayed = new RepeatedIds();
        try (var first = new ProducerNode(new LedgerNode(cluster.properties(), replayed.recording(), same()), broker);
                var second =
                        new ProducerNode(new LedgerNode(cluster.properties(), replayed.repeating(), same()), broker)) {
            var payer = first.ledger().funded(SOURCE, 10_000);
            var payee = first.ledger().account(new ShardId(1));
            replayed.forget();
            var one = stored(first.answer(transfer(payer, payee, 100)));

            var other = stored(second.answer(transfer(payer, payee, 200)));

            assertThat(replayed.repeated())
                    .as("the second node made the same ids")
                    .isPositive();
            assertThat(other.id()).isNotEqualTo(one.id());
            assertThat(other.instruction().amount().minorUnits()).isEqualTo(200);
            assertThat(first.ledger().balance(payer)).isEqualTo(9_700);
        }
        cluster.assertConserved();
    }

    private static BiFunction<ShardId, DataSource, DataSource> same() {
        return (shard, pool) -> pool;
    }

    /** Two id sources of which the second makes what the first has made, once. */
    private static final class RepeatedIds {
        private final TimeSortedIds ids = new TimeSortedIds(7, Clock.systemUTC());
        private final ConcurrentLinkedQueue<Long> made = new ConcurrentLinkedQueue<>();
        private int repeated;

        IdSource recording() {
            return slot -> {
                long id = ids.next(slot);
                made.add(id);
                return id;
            };
        }

        IdSource repeating() {
            return this::again;
        }

        private long again(Slot slot) {
            var next = made.stream().filter(id -> Slot.of(id).equals(slot)).findFirst();
            if (next.isPresent() && made.remove(next.get())) {
                repeated++;
                return next.get();
            }
            return ids.next(slot);
        }

        void forget() {
            made.clear();
        }

        int repeated() {
            return repeated;
        }
    }
}
