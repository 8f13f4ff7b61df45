package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.Account;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountOutcome;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferStatus;
import io.settlement.money.Money;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What bounds an account's debits: funds, credit limit, freezes, closing; and withdrawals under all of them. */
@Timeout(60)
class CreditLimitIT {

    private static final ShardId HERE = new ShardId(0);
    private static final ShardId THERE = new ShardId(1);

    private static LedgerFixture fixture;
    private static LedgerNode node;
    private static LedgerNode other;

    @BeforeAll
    static void startShards() {
        fixture = LedgerFixture.of(2);
        node = fixture.node();
        other = fixture.node();
    }

    @AfterEach
    void proveConservation() {
        fixture.assertConserved();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void withdrawalsAndTransfersAtOnceNeverPassTheLimit() {
        var payer = special(250);
        node.debit(node.deposit(payer, 1_000));
        var payee = node.account(THERE);
        var statuses = Concurrently.run(40, i -> {
            var process = i % 2 == 0 ? node : other;
            return stored(process, i % 4 < 2 ? process.withdrawal(payer, 100) : LedgerNode.transfer(payer, payee, 100))
                    .status();
        });
        assertThat(statuses).filteredOn(TransferStatus.REJECTED::equals).hasSize(28);
        assertThat(node.balance(payer)).isEqualTo(-200);
    }

    @Test
    void aWithdrawalIsDecidedOnTheLockedRowAndStoredForItsKey() {
        var account = node.funded(HERE, 100);
        fixture.execute(HERE, "UPDATE account SET held = 60 WHERE account_id = " + account);
        var tooMuch = node.withdrawal(account, 41);
        assertThat(stored(node, tooMuch).reason()).contains(RejectionReason.INSUFFICIENT_FUNDS);
        var all = stored(node, node.withdrawal(account, 40));
        assertThat(all.status()).isEqualTo(TransferStatus.SETTLED);
        fixture.execute(HERE, "UPDATE account SET held = 0 WHERE account_id = " + account);
        assertThat(stored(node, tooMuch).status()).isEqualTo(TransferStatus.REJECTED);
        node.setStatus(account, AccountStatus.FROZEN_CREDIT);
        assertThat(stored(node, node.withdrawal(account, 10)).status()).isEqualTo(TransferStatus.SETTLED);
        node.setStatus(account, AccountStatus.FROZEN_DEBIT);
        var frozen = node.withdrawal(account, 10);
        assertThat(stored(node, frozen).reason()).contains(RejectionReason.SOURCE_FROZEN);
        node.setStatus(account, AccountStatus.OPEN);
        assertThat(stored(node, frozen).reason()).contains(RejectionReason.SOURCE_FROZEN);
        assertThat(stored(node, node.withdrawal(account, 50)).status()).isEqualTo(TransferStatus.SETTLED);
        node.ledger().accounts().close(account);
        assertThat(stored(node, node.withdrawal(account, 1)).reason()).contains(RejectionReason.SOURCE_CLOSED);
    }

    @Test
    void aWithdrawalEitherEmptiesAnAccountBeforeItsCloseOrIsRefused() {
        for (int round = 0; round < 12; round++) {
            var account = node.funded(HERE, 10);
            var results = Concurrently.run(
                    2,
                    i -> i == 0
                            ? node.ledger().accounts().close(account)
                            : stored(other, other.withdrawal(account, 10)));
            var withdrawal = (Transfer) results.get(1);
            boolean closed = results.get(0) instanceof AccountOutcome.Done;
            assertThat(closed && withdrawal.status() == TransferStatus.REJECTED)
                    .as("closed over money")
                    .isFalse();
            assertThat(node.read(account).status()).isEqualTo(closed ? AccountStatus.CLOSED : AccountStatus.OPEN);
        }
    }

    @Test
    void isNeverSetBelowWhatIsInUse() {
        var account = special(500);
        stored(node, node.withdrawal(account, 300));
        fixture.execute(HERE, "UPDATE account SET held = 50 WHERE account_id = " + account);
        assertThat(set(account, 349)).isInstanceOf(AccountOutcome.NotNow.class);
        assertThat(limitOf(set(account, 350))).isEqualTo(350);
        assertThat(stored(node, node.withdrawal(account, 1)).reason()).contains(RejectionReason.INSUFFICIENT_FUNDS);
        assertThat(limitOf(set(account, 351))).isEqualTo(351);
        assertThat(stored(node, node.withdrawal(account, 1)).status()).isEqualTo(TransferStatus.SETTLED);
        fixture.execute(HERE, "UPDATE account SET held = 0 WHERE account_id = " + account);
        node.debit(node.deposit(account, 301));
        assertThat(limitOf(set(account, 0))).isZero();
        assertThat(limitOf(set(account, Money.MAX_BALANCE))).isEqualTo(Money.MAX_BALANCE);
    }

    @Test
    void isForOpenAccountsOfTypeSpAlone() {
        assertThat(set(node.account(HERE), 1)).isInstanceOf(AccountOutcome.NotNow.class);
        var closed = special(5);
        node.ledger().accounts().close(closed);
        assertThat(set(closed, 6)).isInstanceOf(AccountOutcome.NotNow.class);
        var frozen = special(5);
        node.setStatus(frozen, AccountStatus.FROZEN);
        assertThat(limitOf(set(frozen, 6))).isEqualTo(6);
        assertThat(set(InternalAccounts.idOf(AccountType.NOSTRO, LedgerNode.CNY, HERE), 1))
                .isInstanceOf(AccountOutcome.Unknown.class);
    }

    @Test
    void endsAtOrAboveWhatIsUsedThoughItIsLoweredWhileDebitsRun() {
        for (int round = 0; round < 3; round++) {
            var account = special(1_000);
            var payee = node.account(THERE);
            var limits = Concurrently.run(8, i -> i < 4 ? spend(account, payee, i) : lower(account, i));
            var end = node.read(account);
            assertThat(end.balance().minorUnits()).isGreaterThanOrEqualTo(-end.creditLimit());
            assertThat(limits.stream().filter(Objects::nonNull)).contains(end.creditLimit());
        }
    }

    private static Long spend(AccountId account, AccountId payee, int thread) {
        for (int i = 0; i < 8; i++) {
            stored(node, thread < 2 ? node.withdrawal(account, 60) : LedgerNode.transfer(account, payee, 60));
        }
        return null;
    }

    /** The last limit that this thread was allowed to set. */
    private static Long lower(AccountId account, int thread) {
        Long allowed = null;
        for (long limit = 900 - thread; limit > 0; limit -= 90) {
            if (other.ledger().accounts().setCreditLimit(account, Money.ofMinor(limit, LedgerNode.CNY))
                    instanceof AccountOutcome.Done) {
                allowed = limit;
            }
        }
        return allowed;
    }

    private static AccountId special(long limit) {
        return node.account(HERE, AccountType.SP, LedgerNode.CNY, limit);
    }

    private static AccountOutcome set(AccountId account, long limit) {
        return node.ledger().accounts().setCreditLimit(account, Money.ofMinor(limit, LedgerNode.CNY));
    }

    private static long limitOf(AccountOutcome outcome) {
        assertThat(outcome).isInstanceOf(AccountOutcome.Done.class);
        Account account = ((AccountOutcome.Done) outcome).account();
        return account.creditLimit();
    }

    private static Transfer stored(LedgerNode process, TransferInstruction instruction) {
        return ((DebitOutcome.Stored) process.ledger()
                        .source()
                        .debit(process.batch(List.of(instruction)))
                        .get(0))
                .transfer();
    }
}
