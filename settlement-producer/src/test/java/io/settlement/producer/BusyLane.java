package io.settlement.producer;

import static io.settlement.testing.LedgerNode.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.contract.TransfersDebited;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.localstack.RocketMq;
import io.settlement.producer.batching.Answer;
import io.settlement.testing.LedgerNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Both threads of a lane are kept at the broker's door, so that what is submitted meanwhile lands in one batch. */
final class BusyLane {

    private BusyLane() {}

    /** The answers of instructions that went in one batch, behind a transfer of 1 and one of 2 by the same payer. */
    static List<Answer> inOneBatch(
            LedgerNode ledger,
            RocketMq broker,
            AccountId payer,
            AccountId payee,
            List<TransferInstruction> instructions) {
        var shut = new CountDownLatch(1);
        var notices = new CopyOnWriteArrayList<TransfersDebited>();
        try (var busy = new ProducerNode(ledger, broker, Duration.ofSeconds(30), announcer -> (notice, debit) -> {
            notices.add(notice);
            await(shut);
            announcer.announce(notice, debit);
        })) {
            var first = busy.submit(transfer(payer, payee, 1));
            ProducerNode.await(Duration.ofSeconds(10), () -> notices.size() == 1);
            var second = busy.submit(transfer(payer, payee, 2));
            ProducerNode.await(Duration.ofSeconds(10), () -> notices.size() == 2);
            var queued = busy.submit(instructions.toArray(TransferInstruction[]::new));
            shut.countDown();

            var answers = ProducerNode.await(queued);
            ProducerNode.await(first);
            ProducerNode.await(second);
            assertThat(notices).as("two that kept the lane busy, and theirs").hasSize(3);
            return answers;
        }
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
