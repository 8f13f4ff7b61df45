package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.DebitBatch;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferStatus;
import io.settlement.money.Money;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Accounts filled to their bound by as many deposits of the largest amount as it takes. */
@Timeout(60)
class BalanceBoundIT {

    private static final ShardId HERE = new ShardId(0);
    private static final ShardId THERE = new ShardId(1);

    private static LedgerFixture fixture;
    private static LedgerNode node;

    @BeforeAll
    static void startShards() {
        fixture = LedgerFixture.of(2);
        node = fixture.node();
    }

    @AfterAll
    static void stop() {
        fixture.assertConserved();
        fixture.close();
    }

    @Test
    void stopsCreditsAtTheBoundAndFitsAReversalOnTop() {
        var account = node.funded(HERE, 100);
        var frozen = node.account(THERE);
        node.setStatus(frozen, AccountStatus.FROZEN);
        var reversing = node.debited(account, frozen, 40);
        fillUp(account);
        assertThat(node.balance(account)).isEqualTo(Money.MAX_BALANCE);
        assertThat(((DebitOutcome.Stored) node.debit(node.deposit(account, 1)).get(0))
                        .transfer()
                        .reason())
                .contains(RejectionReason.DESTINATION_BALANCE_OVERFLOW);
        var payer = node.funded(THERE, 10);
        var refused = node.debited(payer, account, 1);
        node.settle(List.of(refused));
        assertThat(node.read(refused).reason()).contains(RejectionReason.DESTINATION_BALANCE_OVERFLOW);
        node.settle(List.of(reversing));
        assertThat(node.read(reversing).status()).isEqualTo(TransferStatus.REVERSED);
        assertThat(node.balance(account)).isEqualTo(Money.MAX_BALANCE + 40);
    }

    private static void fillUp(AccountId account) {
        long missing = Money.MAX_BALANCE - node.balance(account);
        node.debit(node.deposit(account, missing % Money.MAX_ITEM));
        for (long left = missing / Money.MAX_ITEM; left > 0; left -= DebitBatch.MAX_ITEMS) {
            node.ledger()
                    .source()
                    .debit(node.batch(IntStream.range(0, (int) Math.min(left, DebitBatch.MAX_ITEMS))
                            .mapToObj(i -> node.deposit(account, Money.MAX_ITEM))
                            .toList()));
        }
    }
}
