package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.ActingOwner;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.DebitBatch;
import io.settlement.ledger.DebitItem;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferStatus;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DebitKeysIT {

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
    void movesMoneyOnceHoweverOftenAnInstructionIsRepeated() {
        var payer = node.funded(HERE, 1_000);
        var instruction = LedgerNode.transfer(payer, node.account(THERE), 300);
        var first = stored(node.debit(instruction).get(0));
        assertThat(first.replayed()).isFalse();
        for (int i = 0; i < 5; i++) {
            var again = stored(node.debit(instruction).get(0));
            assertThat(again.replayed()).isTrue();
            assertThat(again.transfer()).isEqualTo(first.transfer());
        }
        assertThat(node.balance(payer)).isEqualTo(700);
    }

    @Test
    void givesOneAnswerToFiftyDebitsOfOneKeyAtOnce() {
        var payer = node.funded(HERE, 1_000);
        var instruction = LedgerNode.transfer(payer, node.account(THERE), 300);
        var outcomes = Concurrently.run(50, i -> stored(node.debit(instruction).get(0)));
        assertThat(outcomes)
                .extracting(DebitOutcome.Stored::transfer)
                .containsOnly(outcomes.get(0).transfer());
        assertThat(outcomes).filteredOn(outcome -> !outcome.replayed()).hasSize(1);
        assertThat(node.balance(payer)).isEqualTo(700);
    }

    @Test
    void answersAReplayWithTheStateOfNow() {
        var payer = node.funded(HERE, 1_000);
        var instruction = LedgerNode.transfer(payer, node.account(THERE), 300);
        node.settle(List.of(node.debited(instruction)));
        assertThat(stored(node.debit(instruction).get(0)).transfer().status()).isEqualTo(TransferStatus.SETTLED);
    }

    @Test
    void namesTheFieldThatDiffersUnderAKeyThatIsTaken() {
        var payer = node.funded(HERE, 1_000);
        var payee = node.account(THERE);
        var key = LedgerNode.newKey();
        node.debit(LedgerNode.transfer(key, payer, payee, 300));
        assertThat(conflict(LedgerNode.transfer(key, payer, payee, 301))).isEqualTo("amount");
        assertThat(conflict(LedgerNode.transfer(key, payer, node.account(THERE), 300)))
                .isEqualTo("destinationAccountId");
        var original = LedgerNode.transfer(key, payer, payee, 300);
        assertThat(conflict(new TransferInstruction(
                        original.kind(), key, payer, payee, Money.ofMinor(300, CurrencyCode.of("JPY")), "")))
                .isEqualTo("currency");
        assertThat(conflict(new TransferInstruction(original.kind(), key, payer, payee, original.amount(), "rent")))
                .isEqualTo("reference");
        var withdrawal = node.withdrawal(payer, 300);
        assertThat(conflict(new TransferInstruction(
                        withdrawal.kind(), key, payer, withdrawal.destination(), withdrawal.amount(), "")))
                .isEqualTo("kind");
        assertThat(node.balance(payer)).isEqualTo(700);
    }

    @Test
    void takesTheSameKeyOfAnotherPayerForAnotherTransfer() {
        var key = LedgerNode.newKey();
        var payee = node.account(THERE);
        var one = node.funded(HERE, 100);
        var other = node.funded(HERE, 100);
        var outcomes = node.debit(LedgerNode.transfer(key, one, payee, 60), LedgerNode.transfer(key, other, payee, 60));
        assertThat(outcomes)
                .extracting(outcome -> stored(outcome).transfer().status())
                .containsExactly(TransferStatus.DEBITED, TransferStatus.DEBITED);
        assertThat(node.balance(one) + node.balance(other)).isEqualTo(80);
    }

    @Test
    void storesARejectionForItsKeyForEver() {
        var payer = node.funded(HERE, 100);
        var instruction = LedgerNode.transfer(payer, node.account(THERE), 101);
        assertThat(stored(node.debit(instruction).get(0)).transfer().reason())
                .contains(RejectionReason.INSUFFICIENT_FUNDS);
        node.debit(node.deposit(payer, 1_000));
        var again = stored(node.debit(instruction).get(0));
        assertThat(again.replayed()).isTrue();
        assertThat(again.transfer().status()).isEqualTo(TransferStatus.REJECTED);
        assertThat(node.balance(payer)).isEqualTo(1_100);
    }

    @Test
    void tellsAStrangerNothingAndLetsNobodySpeakForAnother() {
        var payer = node.funded(HERE, 1_000);
        var instruction = LedgerNode.transfer(payer, node.account(THERE), 300);
        var owner = ActingOwner.of(node.read(payer).owner());
        var stranger = ActingOwner.of("a stranger");

        assertThat(debit(instruction, stranger)).containsExactly(new DebitOutcome.Forbidden());
        assertThat(node.ledger()
                        .source()
                        .findByKeys(HERE, List.of(KeyOfAccount.of(instruction)))
                        .transfers())
                .as("the key is not used up")
                .isEmpty();

        var together = debit(instruction, stranger, owner, ActingOwner.ANY);
        var first = stored(together.get(1));
        assertThat(together.get(0)).isEqualTo(new DebitOutcome.Forbidden());
        assertThat(first.replayed()).isFalse();
        assertThat(together.get(2)).isEqualTo(new DebitOutcome.Stored(first.transfer(), true));

        assertThat(debit(instruction, stranger, owner))
                .containsExactly(new DebitOutcome.Forbidden(), new DebitOutcome.Stored(first.transfer(), true));
        assertThat(node.balance(payer)).isEqualTo(700);
    }

    @Test
    void letsNobodyDepositUnderAnothersKeys() {
        var payee = node.account(HERE);
        assertThat(debit(node.deposit(payee, 100), ActingOwner.of("a stranger")))
                .containsExactly(new DebitOutcome.Forbidden());
        assertThat(node.balance(payee)).isZero();
    }

    /** The instruction in each name, in one batch. */
    private static List<DebitOutcome> debit(TransferInstruction instruction, ActingOwner... names) {
        var items = Stream.of(names)
                .map(by -> new DebitItem(
                        new TransferId(node.ids().next(instruction.keyAccount().slot())), instruction, by))
                .toList();
        return node.ledger()
                .source()
                .debit(new DebitBatch(new BatchId(node.ids().next(HERE.pinnedSlot())), HERE, items));
    }

    private static DebitOutcome.Stored stored(DebitOutcome outcome) {
        assertThat(outcome).isInstanceOf(DebitOutcome.Stored.class);
        return (DebitOutcome.Stored) outcome;
    }

    private static String conflict(TransferInstruction instruction) {
        return ((DebitOutcome.KeyConflict) node.debit(instruction).get(0)).field();
    }

    private static RejectionReason reason(TransferInstruction instruction) {
        return stored(node.debit(instruction).get(0)).transfer().reason().orElseThrow();
    }
}
