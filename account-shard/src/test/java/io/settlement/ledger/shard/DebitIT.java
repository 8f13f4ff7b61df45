package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.faults.StatementEvent;
import io.settlement.faults.StatementFaults;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.ActingOwner;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.DebitBatch;
import io.settlement.ledger.DebitItem;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.FenceOutcome;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.StoredKeys;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferStatus;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
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
    void takesAForcedEqualBatchIdForAClash() {
        var payer = node.funded(HERE, 100);
        var first = node.batch(LedgerNode.transfer(payer, node.account(THERE), 10));
        node.ledger().source().debit(first);
        var again = new DebitBatch(
                first.id(),
                HERE,
                node.batch(LedgerNode.transfer(payer, node.account(THERE), 10)).items());
        clashes(again);
    }

    @Test
    void takesAForcedEqualTransferIdForAClash() {
        var payer = node.funded(HERE, 100);
        var taken = node.debited(payer, node.account(THERE), 10);
        var other = node.batch(LedgerNode.transfer(payer, node.account(THERE), 10));
        clashes(new DebitBatch(
                other.id(),
                HERE,
                List.of(new DebitItem(taken.id(), other.items().get(0).instruction(), ActingOwner.ANY))));
    }

    @Test
    void takesABatchIdThatIsAnotherTransactionsForAClash() {
        var payer = node.funded(HERE, 100);
        var batch = node.batch(LedgerNode.transfer(payer, node.account(THERE), 10));
        fixture.execute(HERE, "UPDATE journal_entry SET txn_id = " + batch.id() + " WHERE entry_no = 1");
        try {
            clashes(batch);
        } finally {
            fixture.execute(
                    HERE,
                    "UPDATE journal_entry SET txn_id = (SELECT debit_txn FROM transfer WHERE transfer_id ="
                            + " (SELECT MIN(transfer_id) FROM transfer)) WHERE entry_no = 1");
        }
    }

    private void clashes(DebitBatch batch) {
        var before = fixture.contents();
        assertThatThrownBy(() -> node.ledger().source().debit(batch))
                .isInstanceOf(BatchClash.class)
                .matches(clash -> !DatabaseTrouble.isPoison(clash));
        assertThat(fixture.contents()).isEqualTo(before);
    }

    /** The debit of one transfer has this many statements; COMMIT is not one of them. */
    @Test
    void runsTheWholeDebitAgainWhereverADeadlockStrikes() {
        for (int nth = 1; nth <= statementsOfOneDebit(); nth++) {
            movesOnceIn(nth, StatementFaults.deadlock());
        }
    }

    @Test
    void runsTheWholeDebitAgainWhereverALockWaitTimesOut() {
        for (int nth = 1; nth <= statementsOfOneDebit(); nth++) {
            movesOnceIn(nth, StatementFaults.lockWaitTimeout());
        }
    }

    @Test
    void movesNothingWhereverTheConnectionBreaks() {
        int statements = statementsOfOneDebit();
        for (int nth = 1; nth <= statements; nth++) {
            var payer = node.funded(HERE, 100);
            var batch = node.batch(LedgerNode.transfer(payer, node.account(THERE), 10));
            node.faults(HERE)
                    .add(StatementFaults.beforeNth(nth, LedgerNode.anyStatement(), StatementFaults.lostConnection()));
            assertThatThrownBy(() -> node.ledger().source().debit(batch))
                    .as("statement %s", nth)
                    .matches(lost -> !DatabaseTrouble.isPoison(lost));
            node.heal();
            assertThat(node.ledger().source().fence(batch.id())).isEqualTo(FenceOutcome.NEVER_DEBITED);
            assertThat(node.balance(payer)).isEqualTo(100);
        }
    }

    private int statementsOfOneDebit() {
        var payer = node.funded(HERE, 100);
        var batch = node.batch(LedgerNode.transfer(payer, node.account(THERE), 10));
        node.log().clear();
        node.ledger().source().debit(batch);
        return node.log().transactions().get(0).statements().size();
    }

    private void movesOnceIn(int nth, StatementFaults.Trouble trouble) {
        var payer = node.funded(HERE, 100);
        var batch = node.batch(LedgerNode.transfer(payer, node.account(THERE), 10));
        node.log().clear();
        node.faults(HERE).add(StatementFaults.beforeNth(nth, LedgerNode.anyStatement(), trouble));
        assertThat(stored(node.ledger().source().debit(batch).get(0)).replayed())
                .as("statement %s", nth)
                .isFalse();
        node.heal();
        assertThat(node.log().entriesOn(HERE.dataSourceName()))
                .filteredOn(entry -> entry.sql().startsWith("INSERT INTO debit_batch"))
                .as("the fence row is written again after statement %s", nth)
                .hasSize(2);
        assertThat(node.ledger().source().fence(batch.id())).isEqualTo(FenceOutcome.DEBITED);
        assertThat(node.balance(payer)).isEqualTo(90);
    }

    @Test
    void givesUpAfterAFewLockConflictsAndMovesNothing() {
        var payer = node.funded(HERE, 100);
        var batch = node.batch(LedgerNode.transfer(payer, node.account(THERE), 10));
        var before = fixture.contents();
        node.faults(HERE).add(new io.settlement.faults.StatementFault() {
            @Override
            public void before(StatementEvent event) throws java.sql.SQLException {
                if (event.sql().startsWith("INSERT INTO posting")) {
                    StatementFaults.deadlock().strike(event);
                }
            }
        });
        assertThatThrownBy(() -> node.ledger().source().debit(batch)).matches(lost -> !DatabaseTrouble.isPoison(lost));
        node.heal();
        assertThat(fixture.contents()).isEqualTo(before);
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

    @Test
    void keepsNoTransactionOpenOnAThreadWhoseDebitEndsInAnError() {
        var payer = node.funded(HERE, 100);
        var payee = node.account(THERE);
        node.faults(HERE).add(StatementFaults.beforeNth(3, LedgerNode.anyStatement(), event -> {
            throw new StackOverflowError("on purpose");
        }));
        assertThatThrownBy(() -> node.debit(LedgerNode.transfer(payer, payee, 10)))
                .isNotNull();
        node.heal();
        var transfer = node.debited(payer, payee, 10);
        assertThat(fixture.number(HERE, "SELECT COUNT(*) FROM transfer WHERE transfer_id = " + transfer.id()))
                .as("what is answered as debited is committed")
                .isEqualTo(1);
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
