package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.faults.ChildJvm;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.FenceOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferStatus;
import io.settlement.sharding.ShardingProperties.Database;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import io.settlement.testing.PausedLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A process is stopped in the middle of a transaction, and its locks with it. The server cuts it off within seconds:
 * others go on with the same rows, and when it wakes up its COMMIT does nothing. MariaDB and MySQL cut it each in its own
 * way; on a MariaDB both ways are tried.
 */
@Timeout(120)
class PausedProcessIT {

    private static final ShardId HERE = new ShardId(0);
    private static final ShardId THERE = new ShardId(1);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration SHARD_GOES_ON = Duration.ofSeconds(10);

    private static final Map<String, ChildJvm> CHILDREN = new HashMap<>();
    private static LedgerFixture fixture;
    private static LedgerNode node;

    @BeforeAll
    static void startShards() {
        fixture = LedgerFixture.of(2);
        node = fixture.node();
    }

    @AfterEach
    void proveConservation() {
        fixture.assertConserved();
    }

    @AfterAll
    static void stop() {
        CHILDREN.values().forEach(ChildJvm::close);
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource({
        PausedLedger.AS_IT_IS + ", " + PausedLedger.FIRST,
        PausedLedger.AS_IT_IS + ", " + PausedLedger.COMMIT,
        PausedLedger.AS_MYSQL + ", " + PausedLedger.FIRST,
        PausedLedger.AS_MYSQL + ", " + PausedLedger.COMMIT
    })
    void losesTheDebitThatItWasPausedIn(String server, String point) {
        var payer = node.funded(HERE, 100);
        var payee = node.account(THERE);
        var batch = node.batch(LedgerNode.transfer(payer, payee, 60));
        var zombie = pausedIn(server, point, "debit", HERE, batch.id(), "zombie-" + batch.id(), payer, payee, 60);
        var goesOn = Instant.now();
        assertThat(node.ledger().source().fence(batch.id())).isEqualTo(FenceOutcome.NEVER_DEBITED);
        assertThat(node.debited(payer, payee, 70).status()).isEqualTo(TransferStatus.DEBITED);
        assertThat(Duration.between(goesOn, Instant.now())).isLessThan(SHARD_GOES_ON);
        assertThat(wake(zombie)).startsWith("FAILED");
        assertThat(node.balance(payer)).isEqualTo(30);
    }

    @ParameterizedTest
    @CsvSource({
        PausedLedger.AS_IT_IS + ", " + PausedLedger.FIRST,
        PausedLedger.AS_IT_IS + ", " + PausedLedger.COMMIT,
        PausedLedger.AS_MYSQL + ", " + PausedLedger.FIRST
    })
    void losesTheCreditThatItWasPausedIn(String server, String point) {
        var payee = node.account(THERE);
        var transfer = node.debited(node.funded(HERE, 100), payee, 60);
        var zombie = pausedIn(server, point, "credit", THERE, transfer.id());
        var goesOn = Instant.now();
        node.settle(List.of(transfer));
        assertThat(Duration.between(goesOn, Instant.now())).isLessThan(SHARD_GOES_ON);
        assertThat(wake(zombie)).startsWith("FAILED");
        assertThat(node.balance(payee)).isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource({
        PausedLedger.AS_IT_IS + ", " + PausedLedger.FIRST,
        PausedLedger.AS_IT_IS + ", " + PausedLedger.COMMIT,
        PausedLedger.AS_MYSQL + ", " + PausedLedger.COMMIT
    })
    void losesTheFinishThatItWasPausedIn(String server, String point) {
        var payer = node.funded(HERE, 100);
        var transfer = node.debited(payer, closedPayee(), 60);
        var legs = node.credit(transfer);
        var zombie = pausedIn(server, point, "finish", HERE, transfer.id());
        var goesOn = Instant.now();
        List<Transfer> moved = node.finish(transfer, legs);
        assertThat(Duration.between(goesOn, Instant.now())).isLessThan(SHARD_GOES_ON);
        assertThat(moved).hasSize(1);
        assertThat(wake(zombie)).startsWith("FAILED");
        assertThat(node.balance(payer)).isEqualTo(100);
    }

    private static AccountId closedPayee() {
        var payee = node.account(THERE);
        node.ledger().accounts().close(payee);
        return payee;
    }

    private static ChildJvm pausedIn(String server, String point, String what, ShardId shard, Object... rest) {
        var child = CHILDREN.computeIfAbsent(server, PausedProcessIT::start);
        var order = new ArrayList<>(List.of(what, point, Integer.toString(shard.number())));
        for (var word : rest) {
            order.add(word.toString());
        }
        child.send(String.join(" ", order));
        child.awaitCheckpoint(point, SOON);
        child.pause();
        return child;
    }

    private static String wake(ChildJvm zombie) {
        zombie.resume();
        zombie.go();
        return zombie.awaitLine("", SOON);
    }

    private static ChildJvm start(String server) {
        List<String> arguments = new ArrayList<>(
                List.of(server, fixture.clusterId(), fixture.slotMap().canonicalText()));
        addTo(arguments, fixture.control());
        fixture.shards().forEach(shard -> addTo(arguments, fixture.directly(shard)));
        var child = ChildJvm.running(PausedLedger.class)
                .arguments(arguments.toArray(String[]::new))
                .jvmOption("-Xmx200m")
                .start();
        child.awaitLine("READY", SOON);
        return child;
    }

    private static void addTo(List<String> arguments, Database database) {
        arguments.addAll(List.of(database.jdbcUrl(), database.username(), database.password()));
    }
}
