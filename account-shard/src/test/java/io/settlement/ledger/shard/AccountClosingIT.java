package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.faults.StatementEvent;
import io.settlement.faults.StatementFaults;
import io.settlement.ledger.Account;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountOutcome;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferStatus;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AccountClosingIT {

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
        node.heal();
        fixture.assertConserved();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void closesAnEmptyAccountForEver() {
        var account = node.account(HERE);
        assertThat(done(node.ledger().accounts().close(account)).status()).isEqualTo(AccountStatus.CLOSED);
        assertThat(done(node.ledger().accounts().close(account)).status()).isEqualTo(AccountStatus.CLOSED);
        assertThat(node.setStatus(account, AccountStatus.OPEN)).isInstanceOf(AccountOutcome.NotNow.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = AccountStatus.class,
            names = {"OPEN", "FROZEN_DEBIT", "FROZEN_CREDIT", "FROZEN"})
    void leavesAnAccountAsItWasWhichStillHasMoney(AccountStatus status) {
        var account = node.funded(HERE, 5);
        node.setStatus(account, status);
        assertThat(node.ledger().accounts().close(account)).isInstanceOf(AccountOutcome.NotNow.class);
        assertThat(node.read(account).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource(
            value = AccountStatus.class,
            names = {"OPEN", "FROZEN_DEBIT", "FROZEN_CREDIT", "FROZEN"})
    void cannotCloseAPayerWithAnOpenTransferAndLeavesItAsItWas(AccountStatus status) {
        var payer = node.funded(HERE, 5);
        var transfer = node.debited(payer, node.account(THERE), 5);
        node.setStatus(payer, status);
        assertThat(node.ledger().accounts().close(payer)).isInstanceOf(AccountOutcome.NotNow.class);
        assertThat(node.read(payer).status()).isEqualTo(status);
        node.settle(List.of(transfer));
        assertThat(done(node.ledger().accounts().close(payer)).status()).isEqualTo(AccountStatus.CLOSED);
    }

    @Test
    void endsAClosingThatACrashHasLeftWhenCalledAgain() {
        var empty = node.account(HERE);
        var frozen = node.funded(HERE, 5);
        var transfer = node.debited(frozen, node.account(THERE), 5);
        node.setStatus(frozen, AccountStatus.FROZEN);
        leaveClosing(empty);
        leaveClosing(frozen);
        assertThat(done(node.ledger().accounts().close(empty)).status()).isEqualTo(AccountStatus.CLOSED);
        assertThat(node.ledger().accounts().close(frozen)).isInstanceOf(AccountOutcome.NotNow.class);
        assertThat(node.read(frozen).status()).isEqualTo(AccountStatus.FROZEN);
        node.settle(List.of(transfer));
    }

    @Test
    void givesAClosingBackThatACrashHasLeftWhenItIsUnfrozen() {
        var account = node.account(HERE);
        leaveClosing(account);
        assertThat(done(node.setStatus(account, AccountStatus.OPEN)).status()).isEqualTo(AccountStatus.OPEN);
        var transfer = node.debited(node.funded(THERE, 5), account, 5);
        node.settle(List.of(transfer));
        assertThat(node.read(transfer).status()).isEqualTo(TransferStatus.SETTLED);
    }

    /** As a process leaves it that dies between the two steps. */
    private static void leaveClosing(AccountId account) {
        fixture.execute(
                HERE, "UPDATE account SET reopen_as = status, status = 'CLOSING' WHERE account_id = " + account);
    }

    @ParameterizedTest
    @ValueSource(strings = {"open_count > 0", "status = 'CLOSED'"})
    void isBackAsItWasWhereACloseFailsHalfWay(String statement) {
        var account = node.account(HERE);
        node.setStatus(account, AccountStatus.FROZEN_DEBIT);
        node.faults(HERE)
                .add(StatementFaults.beforeNth(
                        1, StatementEvent.statement(statement), StatementFaults.lostConnection()));
        assertThatThrownBy(() -> node.ledger().accounts().close(account)).isNotNull();
        node.heal();
        assertThat(node.read(account).status()).isEqualTo(AccountStatus.FROZEN_DEBIT);
    }

    @Test
    void looksThroughOpenWorkAndNotThroughThePayersTransfersWhenItCloses() {
        var payer = node.funded(HERE, 300);
        var payee = node.account(THERE);
        node.settle(node
                .debit(IntStream.range(0, 300)
                        .mapToObj(i -> LedgerNode.transfer(payer, payee, 1))
                        .toArray(TransferInstruction[]::new))
                .stream()
                .map(outcome -> ((DebitOutcome.Stored) outcome).transfer())
                .toList());
        node.log().clear();
        assertThat(done(node.ledger().accounts().close(payer)).status()).isEqualTo(AccountStatus.CLOSED);
        assertThat(node.log().entries()).noneMatch(entry -> entry.sql().contains("FROM transfer"));
    }

    /** A closes, B closes; A finds the open transfer and reopens; a debit and a third closer come in; then B goes on. */
    @Test
    void closesNothingOnALookThatAnotherCloserHasMadeStale() {
        var account = node.account(HERE, AccountType.SP, LedgerNode.CNY, 100);
        var late = new Transfer[1];
        node.faults(HERE).add(StatementFaults.afterNth(1, StatementEvent.statement("open_count > 0"), event -> {
            fixture.execute(HERE, "UPDATE account SET status = 'OPEN', reopen_as = NULL WHERE account_id = " + account);
            Concurrently.run(1, i -> {
                other.debit(other.deposit(account, 10));
                late[0] = other.debited(account, other.account(THERE), 10);
                return fixture.execute(
                        HERE,
                        "UPDATE account SET status = 'CLOSING', reopen_as = 'OPEN' WHERE account_id = " + account);
            });
        }));
        assertThat(node.ledger().accounts().close(account)).isInstanceOf(AccountOutcome.NotNow.class);
        node.heal();
        assertThat(late[0].status()).isEqualTo(TransferStatus.DEBITED);
        assertThat(node.read(account).status()).isEqualTo(AccountStatus.OPEN);
        node.settle(List.of(late[0]));
    }

    @Test
    void neverClosesAPayerWhoseDebitRacesTheClose() {
        for (int round = 0; round < 15; round++) {
            var payer = node.account(HERE, AccountType.SP, LedgerNode.CNY, 10);
            var payee = node.account(THERE);
            var results = Concurrently.run(
                    2, i -> i == 0 ? node.ledger().accounts().close(payer) : other.debited(payer, payee, 5));
            var transfer = (Transfer) results.get(1);
            boolean closed = node.read(payer).status() == AccountStatus.CLOSED;
            assertThat(transfer.status() == TransferStatus.DEBITED).isNotEqualTo(closed);
            if (!closed) {
                node.settle(List.of(transfer));
            }
        }
    }

    private static Account done(AccountOutcome outcome) {
        assertThat(outcome).isInstanceOf(AccountOutcome.Done.class);
        return ((AccountOutcome.Done) outcome).account();
    }
}
