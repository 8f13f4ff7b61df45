package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.DebitBatch;
import io.settlement.ledger.DebitItem;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.StoredKeys;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferStatus;
import io.settlement.money.CurrencyCode;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DebitIT {

    private static final ShardId HERE = new ShardId(0);
    private static final ShardId THERE = new ShardId(1);

    private static LedgerFixture fixture;
    private static LedgerNode node;

    @BeforeAll
    static void startShards() {
        fixture = LedgerFixture.of(2);
        node = fixture.node();
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
    void storesNothingForAPayerThatDoesNotExist() {
        var ghost = new AccountId(node.ids().next(node.account(HERE).slot()));
        var instruction = LedgerNode.transfer(ghost, node.account(THERE), 5);
        assertThat(node.debit(instruction)).containsExactly(new DebitOutcome.NotStored(RejectionReason.SOURCE_UNKNOWN));
        assertThat(node.ledger().source().findByKeys(HERE, List.of(KeyOfAccount.of(instruction))))
                .isEqualTo(StoredKeys.NONE);
    }

    @Test
    void rejectsForEachReasonOfTheLockedRow() {
        var payee = node.account(THERE);
        var frozen = node.funded(HERE, 100);
        node.setStatus(frozen, AccountStatus.FROZEN_DEBIT);
        assertThat(reason(LedgerNode.transfer(frozen, payee, 1))).isEqualTo(RejectionReason.SOURCE_FROZEN);
        var closed = node.account(HERE);
        node.ledger().accounts().close(closed);
        assertThat(reason(LedgerNode.transfer(closed, payee, 1))).isEqualTo(RejectionReason.SOURCE_CLOSED);
        assertThat(reason(node.deposit(closed, 1))).isEqualTo(RejectionReason.DESTINATION_CLOSED);
        var yen = node.account(HERE, AccountType.SA, CurrencyCode.of("JPY"), 0);
        assertThat(reason(LedgerNode.transfer(yen, payee, 1))).isEqualTo(RejectionReason.SOURCE_CURRENCY_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 250})
    void neverPassesAnAccountsLimitUnderConcurrentDebits(long creditLimit) {
        var payer = node.account(HERE, creditLimit == 0 ? AccountType.SA : AccountType.SP, LedgerNode.CNY, creditLimit);
        node.debit(node.deposit(payer, 1_000));
        var payee = node.account(THERE);
        // As many at once as there are connections: more would wait for one, and not for the payer.
        var outcomes = Concurrently.run(8, i -> fiveDebits(payer, payee)).stream()
                .flatMap(List::stream)
                .toList();
        long accepted = (1_000 + creditLimit) / 100;
        assertThat(outcomes).filteredOn(TransferStatus.DEBITED::equals).hasSize((int) accepted);
        assertThat(node.balance(payer)).isEqualTo(1_000 - accepted * 100);
    }

    private List<TransferStatus> fiveDebits(AccountId payer, AccountId payee) {
        return Stream.generate(() -> stored(node.debit(LedgerNode.transfer(payer, payee, 100))
                                .get(0))
                        .transfer()
                        .status())
                .limit(5)
                .toList();
    }

    @Test
    void countsHoldsWhenItDecides() {
        var payer = node.funded(HERE, 100);
        fixture.execute(HERE, "UPDATE account SET held = 60 WHERE account_id = " + payer);
        assertThat(reason(LedgerNode.transfer(payer, node.account(THERE), 41)))
                .isEqualTo(RejectionReason.INSUFFICIENT_FUNDS);
        assertThat(stored(node.debit(LedgerNode.transfer(payer, node.account(THERE), 40))
                                .get(0))
                        .transfer()
                        .status())
                .isEqualTo(TransferStatus.DEBITED);
    }

    @Test
    void decidesTheItemsOfABatchInOrderOnOneBalance() {
        var payer = node.funded(HERE, 100);
        var payee = node.account(THERE);
        var outcomes = node.debit(
                LedgerNode.transfer(payer, payee, 80),
                LedgerNode.transfer(payer, payee, 30),
                LedgerNode.transfer(payer, payee, 20));
        assertThat(outcomes)
                .extracting(outcome -> stored(outcome).transfer().status())
                .containsExactly(TransferStatus.DEBITED, TransferStatus.REJECTED, TransferStatus.DEBITED);
        assertThat(node.balance(payer)).isZero();
    }

    @Test
    void debitsTheLargestBatchAsOne() {
        var payers = IntStream.range(0, 300).mapToObj(i -> node.account(HERE)).toList();
        var payee = node.account(THERE);
        node.ledger()
                .source()
                .debit(node.batch(payers.stream().map(p -> node.deposit(p, 10)).toList()));
        List<TransferInstruction> instructions = new ArrayList<>();
        for (int i = 0; i < DebitBatch.MAX_ITEMS; i++) {
            instructions.add(LedgerNode.transfer(payers.get(i % payers.size()), payee, 3));
        }
        var batch = node.batch(instructions);
        var outcomes = node.ledger().source().debit(batch);
        assertThat(outcomes)
                .filteredOn(o -> stored(o).transfer().status() == TransferStatus.DEBITED)
                .hasSize(900);
        var open = node.ledger()
                .source()
                .open(HERE, batch.items().stream().map(DebitItem::transferId).toList());
        assertThat(open).hasSize(900);
        node.settle(open);
        assertThat(node.balance(payee)).isEqualTo(2_700);
        assertThat(fixture.number(HERE, "SELECT open_count FROM debit_batch WHERE batch_id = " + batch.id()))
                .isZero();
    }

    @Test
    void refusesABatchWhosePayersLiveOnTwoShards() {
        var instructions = List.of(
                LedgerNode.transfer(node.funded(HERE, 100), node.account(THERE), 10),
                LedgerNode.transfer(node.funded(THERE, 100), node.account(HERE), 10));
        var before = fixture.contents();
        assertThatThrownBy(() -> node.ledger().source().debit(node.batch(instructions)))
                .isNotNull();
        assertThat(fixture.contents()).isEqualTo(before);
    }

    @Test
    void settlesDepositsAndWithdrawalsAtOnceAgainstNostro() {
        var account = node.funded(HERE, 500);
        assertThat(stored(node.debit(node.withdrawal(account, 200)).get(0))
                        .transfer()
                        .status())
                .isEqualTo(TransferStatus.SETTLED);
        assertThat(reason(node.withdrawal(account, 301))).isEqualTo(RejectionReason.INSUFFICIENT_FUNDS);
        assertThat(node.balance(account)).isEqualTo(300);
    }

    private static DebitOutcome.Stored stored(DebitOutcome outcome) {
        assertThat(outcome).isInstanceOf(DebitOutcome.Stored.class);
        return (DebitOutcome.Stored) outcome;
    }

    private static RejectionReason reason(TransferInstruction instruction) {
        return stored(node.debit(instruction).get(0)).transfer().reason().orElseThrow();
    }
}
