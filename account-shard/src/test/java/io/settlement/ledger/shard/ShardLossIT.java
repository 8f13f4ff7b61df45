package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferStatus;
import io.settlement.sharding.ShardState;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A shard that is away takes only its own transfers with it. */
@Timeout(60)
class ShardLossIT {

    private static final ShardId A = new ShardId(0);
    private static final ShardId B = new ShardId(1);
    private static final ShardId C = new ShardId(2);

    private static LedgerFixture fixture;
    private static LedgerNode elsewhere;

    @BeforeAll
    static void startShards() {
        fixture = LedgerFixture.of(3);
        elsewhere = fixture.node(fixture.directProperties());
    }

    @AfterEach
    void proveConservation() {
        fixture.shards().forEach(shard -> fixture.proxy(shard).heal());
        fixture.assertConserved();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void worksWithoutAShardThatIsDownAtStartAndTakesItInLater() {
        var payer = elsewhere.funded(A, 100);
        var payeeOnB = elsewhere.account(B);
        var payeeOnC = elsewhere.account(C);
        cut(C);
        try (var node = new LedgerNode(fixture.properties(), 9)) {
            assertThat(node.database().states().get(C).kind()).isEqualTo(ShardState.Kind.DOWN);
            var toB = node.debited(payer, payeeOnB, 10);
            var toC = node.debited(payer, payeeOnC, 10);
            node.settle(List.of(toB));
            assertThat(node.read(toB).status()).isEqualTo(TransferStatus.SETTLED);
            assertThatThrownBy(() -> node.credit(toC)).matches(away -> !DatabaseTrouble.isPoison(away));
            assertThat(node.read(toC).status()).isEqualTo(TransferStatus.DEBITED);
            fixture.proxy(C).heal();
            probeUntilUp(node, C);
            node.settle(List.of(toC));
            assertThat(node.read(toC).status()).isEqualTo(TransferStatus.SETTLED);
        }
    }

    @Test
    void startsWithNoShardAtAllAndTakesThemInWhenTheyCome() {
        fixture.shards().forEach(ShardLossIT::cut);
        var payer = elsewhere.funded(A, 100);
        try (var node = new LedgerNode(fixture.properties(), 9)) {
            assertThatThrownBy(() -> node.balance(payer)).matches(away -> !DatabaseTrouble.isPoison(away));
            fixture.shards().forEach(shard -> fixture.proxy(shard).heal());
            probeUntilUp(node, A);
            assertThat(node.balance(payer)).isEqualTo(100);
        }
    }

    @Test
    void takesAReturningShardInAlthoughAnotherHasDiedMeanwhile() {
        var payer = elsewhere.funded(B, 100);
        var payee = elsewhere.account(C);
        var onA = elsewhere.funded(A, 5);
        cut(C);
        try (var node = new LedgerNode(fixture.properties(), 9)) {
            cut(A);
            fixture.proxy(C).heal();
            probeUntilUp(node, C);
            var transfer = node.debited(payer, payee, 10);
            node.settle(List.of(transfer));
            assertThat(node.read(transfer).status()).isEqualTo(TransferStatus.SETTLED);
            fixture.proxy(A).heal();
            probeUntilUp(node, A);
            assertThat(node.balance(onA)).isEqualTo(5);
        }
    }

    @Test
    void settlesAfterAShardIsLostBetweenCreditAndFinishForAnyTime() {
        var transfer = elsewhere.debited(elsewhere.funded(A, 100), elsewhere.account(B), 10);
        try (var node = new LedgerNode(fixture.properties(), 9)) {
            node.credit(transfer);
            cut(B);
            assertThatThrownBy(() -> node.credit(transfer)).matches(away -> !DatabaseTrouble.isPoison(away));
            assertThatThrownBy(() -> node.ledger().destination().legs(B, List.of(transfer)))
                    .isNotNull();
            assertThat(node.read(transfer).status())
                    .as("no reversal while the decision cannot be read")
                    .isEqualTo(TransferStatus.DEBITED);
            fixture.proxy(B).heal();
            node.settle(List.of(transfer));
            assertThat(node.read(transfer).status()).isEqualTo(TransferStatus.SETTLED);
        }
    }

    /** As the schedule does; the pool itself waits up to five seconds between two tries to connect. */
    private static void probeUntilUp(LedgerNode node, ShardId shard) {
        for (int tries = 0; tries < 20 && !node.database().states().get(shard).isUp(); tries++) {
            node.database().probe();
        }
        assertThat(node.database().states().get(shard).isUp())
                .as("%s came back", shard)
                .isTrue();
    }

    private static void cut(ShardId shard) {
        fixture.proxy(shard).link().refuseConnections();
        fixture.proxy(shard).link().resetConnections();
    }
}
