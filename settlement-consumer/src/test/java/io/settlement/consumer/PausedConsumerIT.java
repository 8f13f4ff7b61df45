package io.settlement.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.faults.ChildJvm;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferStatus;
import io.settlement.sharding.ShardingProperties.Database;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.PausedLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Another consumer was stopped in the middle of the same transfer, and holds its rows. */
@Timeout(120)
class PausedConsumerIT {

    private static final ShardId SOURCE = new ShardId(0);
    private static final ShardId DESTINATION = new ShardId(1);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration SHARD_GOES_ON = Duration.ofSeconds(10);

    private static LedgerFixture cluster;
    private static ConsumerNode consumer;
    private static ChildJvm zombie;

    private AccountId payer;
    private AccountId payee;
    private Transfer transfer;

    @BeforeAll
    static void start() {
        cluster = LedgerFixture.of(2);
        consumer = new ConsumerNode(cluster.node());
        List<String> arguments = new ArrayList<>(List.of(
                PausedLedger.AS_IT_IS, cluster.clusterId(), cluster.slotMap().canonicalText()));
        addTo(arguments, cluster.control());
        cluster.shards().forEach(shard -> addTo(arguments, cluster.directly(shard)));
        zombie = ChildJvm.running(PausedLedger.class)
                .arguments(arguments.toArray(String[]::new))
                .jvmOption("-Xmx200m")
                .start();
        zombie.awaitLine("READY", SOON);
    }

    @AfterAll
    static void stop() {
        zombie.close();
        consumer.close();
        cluster.close();
    }

    @BeforeEach
    void debitOneTransfer() {
        payer = consumer.ledger().funded(SOURCE, 100);
        payee = consumer.ledger().account(DESTINATION);
        transfer = consumer.ledger().debited(payer, payee, 60);
    }

    @Test
    void aPayeeLockedByAPausedProcessIsNeverTakenForPoison() {
        settlesOnceTheServerHasCut("credit", DESTINATION);
    }

    @Test
    void aTransferLockedByAPausedProcessIsNeverTakenForPoison() {
        consumer.ledger().credit(transfer);
        settlesOnceTheServerHasCut("finish", SOURCE);
    }

    private void settlesOnceTheServerHasCut(String what, ShardId shard) {
        zombie.send(String.join(
                " ",
                what,
                PausedLedger.FIRST,
                "" + shard.number(),
                transfer.id().toString()));
        zombie.awaitCheckpoint(PausedLedger.FIRST, SOON);
        zombie.pause();
        var start = Instant.now();
        consumer.settle(transfer);

        assertThat(Duration.between(start, Instant.now()))
                .as("waited for the lock, and no longer than the server's cut")
                .isBetween(Duration.ofSeconds(1), SHARD_GOES_ON);
        assertThat(consumer.ledger().ledger().parking().list(SOURCE)).isEmpty();
        assertThat(consumer.status(transfer)).isEqualTo(TransferStatus.SETTLED);

        zombie.resume();
        zombie.go();
        zombie.awaitLine("FAILED", SOON);
        assertThat(consumer.ledger().balance(payee)).isEqualTo(60);
        assertThat(consumer.ledger().balance(payer)).isEqualTo(40);
        cluster.assertConserved();
    }

    private static void addTo(List<String> arguments, Database database) {
        arguments.addAll(List.of(database.jdbcUrl(), database.username(), database.password()));
    }
}
