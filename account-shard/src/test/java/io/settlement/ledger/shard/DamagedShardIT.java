package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferStatus;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose fault a duplicate is: the shard's, where its own rows do not fit together, or one account's. */
@Timeout(60)
class DamagedShardIT {

    private static final ShardId HERE = new ShardId(0);
    private static final ShardId THERE = new ShardId(1);
    private static final String DUE = " WHERE type = 'DUE' AND currency = 'CNY'";

    private static LedgerFixture fixture;
    private static LedgerNode node;

    private AccountId payer;
    private AccountId payee;
    private Transfer transfer;

    @BeforeAll
    static void startShards() {
        fixture = LedgerFixture.of(2);
        node = fixture.node();
    }

    @BeforeEach
    void debitOneTransfer() {
        payer = node.funded(HERE, 100);
        payee = node.account(THERE);
        node.settle(List.of(node.debited(payer, payee, 1)));
        transfer = node.debited(payer, payee, 40);
    }

    @AfterEach
    void settleOnceTheShardIsWholeAgain() {
        node.settle(List.of(transfer));
        assertThat(node.read(transfer).status()).isEqualTo(TransferStatus.SETTLED);
        fixture.assertConserved();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void aHeadBehindItsJournalIsNoFaultOfTheTransfers() {
        blamesTheShard(
                "UPDATE shard_head SET entry_no = entry_no - 1", "UPDATE shard_head SET entry_no = entry_no + 1");
    }

    @Test
    void aMissingInternalAccountIsNoFaultOfTheTransfers() {
        // Under another id of the same slot nobody finds it.
        blamesTheShard(
                "UPDATE account SET account_id = account_id + 1024000000" + DUE,
                "UPDATE account SET account_id = account_id - 1024000000" + DUE);
    }

    @Test
    void anInternalAccountBehindItsOwnLinesIsNoFaultOfTheTransfers() {
        blamesTheShard(
                "UPDATE account SET account_seq = account_seq - 1" + DUE,
                "UPDATE account SET account_seq = account_seq + 1" + DUE);
    }

    private void blamesTheShard(String damage, String repair) {
        fixture.execute(THERE, damage);
        try {
            assertThat(catchThrowable(() -> node.credit(transfer)))
                    .isInstanceOf(DamagedShard.class)
                    .matches(thrown -> !DatabaseTrouble.isPoison(thrown));
        } finally {
            fixture.execute(THERE, repair);
        }
    }

    @Test
    void anAccountBehindItsOwnLinesIsPoisonForItsTransfersAlone() {
        fixture.execute(THERE, "UPDATE account SET account_seq = account_seq - 1 WHERE account_id = " + payee);
        try {
            assertThat(catchThrowable(() -> node.credit(transfer))).matches(DatabaseTrouble::isPoison);
            var neighbour = node.debited(payer, node.account(THERE), 1);
            node.settle(List.of(neighbour));
            assertThat(node.read(neighbour).status()).isEqualTo(TransferStatus.SETTLED);
        } finally {
            fixture.execute(THERE, "UPDATE account SET account_seq = account_seq + 1 WHERE account_id = " + payee);
        }
    }

    @Test
    void idsThatAreTakenTryAfterTryAreNoFaultOfTheTransfers() {
        long taken = fixture.number(THERE, "SELECT MAX(txn_id) FROM journal_entry");
        var always = new AtomicBoolean(true);
        try (var twin = new LedgerNode(
                fixture.properties(), slot -> always.get() ? taken : node.ids().next(slot), (shard, pool) -> pool)) {
            assertThat(catchThrowable(() -> twin.credit(transfer)))
                    .isInstanceOf(ShardTransactions.TakenId.class)
                    .matches(thrown -> !DatabaseTrouble.isPoison(thrown));
            always.set(false);
            assertThat(twin.credit(transfer)).hasSize(1);
        }
    }
}
