package io.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstructionTest {

    private static final CurrencyCode CNY = CurrencyCode.of("CNY");
    private static final AccountId PAYER = new AccountId(1024 + 7);
    private static final AccountId PAYEE = new AccountId(1024 + 8);
    private static final AccountId INTERNAL = new AccountId(1024 + 992);

    @Test
    void refusesATransferToOneself() {
        assertThatThrownBy(() -> instruction(TransferKind.TRANSFER, PAYER, PAYER, 1, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Money.MAX_ITEM + 1, Long.MIN_VALUE, Long.MAX_VALUE})
    void refusesAmountsThatNoTransferMayHave(long amount) {
        assertThatThrownBy(() -> instruction(TransferKind.TRANSFER, PAYER, PAYEE, amount, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void letsOnlyDepositsAndWithdrawalsTouchAnInternalAccount() {
        instruction(TransferKind.DEPOSIT, INTERNAL, PAYEE, 1, "");
        instruction(TransferKind.WITHDRAWAL, PAYER, INTERNAL, 1, "");
        refusesSides(TransferKind.TRANSFER, INTERNAL, PAYEE);
        refusesSides(TransferKind.TRANSFER, PAYER, INTERNAL);
        refusesSides(TransferKind.DEPOSIT, PAYER, PAYEE);
        refusesSides(TransferKind.WITHDRAWAL, INTERNAL, PAYEE);
    }

    private static void refusesSides(TransferKind kind, AccountId source, AccountId destination) {
        assertThatThrownBy(() -> instruction(kind, source, destination, 1, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countsTheCharactersOfAReferenceAsTheDatabaseDoes() {
        instruction(TransferKind.TRANSFER, PAYER, PAYEE, 1, "😀".repeat(140));
        assertThatThrownBy(() -> instruction(TransferKind.TRANSFER, PAYER, PAYEE, 1, "x".repeat(141)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> instruction(TransferKind.TRANSFER, PAYER, PAYEE, 1, "a\ud800b"))
                .as("half a character is stored as another, and the replay would differ")
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void belongsToThePayerExceptADepositToThePayee() {
        assertThat(instruction(TransferKind.TRANSFER, PAYER, PAYEE, 1, "").keyAccount())
                .isEqualTo(PAYER);
        assertThat(instruction(TransferKind.WITHDRAWAL, PAYER, INTERNAL, 1, "").keyAccount())
                .isEqualTo(PAYER);
        assertThat(instruction(TransferKind.DEPOSIT, INTERNAL, PAYEE, 1, "").keyAccount())
                .isEqualTo(PAYEE);
    }

    @Test
    void putsATransferIdIntoTheSlotOfItsKeyAccount() {
        var instruction = instruction(TransferKind.TRANSFER, PAYER, PAYEE, 1, "");
        assertThatThrownBy(() -> new DebitItem(new TransferId(PAYEE.value()), instruction, ActingOwner.ANY))
                .isInstanceOf(LedgerInvariantViolated.class);
    }

    @Test
    void keepsABatchToOneShardOneKeyEachAndItsLargestSize() {
        var item = new DebitItem(
                new TransferId(PAYER.value()),
                instruction(TransferKind.TRANSFER, PAYER, PAYEE, 1, ""),
                ActingOwner.ANY);
        var id = new BatchId(1024 + 992);
        var shard = new ShardId(0);
        assertThat(new DebitBatch(id, shard, List.of(item)).items()).hasSize(1);
        refusesBatch(id, shard, List.of());
        refusesBatch(id, shard, List.of(item, item));
        refusesBatch(id, new ShardId(1), List.of(item));
        refusesBatch(
                id,
                shard,
                IntStream.rangeClosed(0, DebitBatch.MAX_ITEMS)
                        .mapToObj(i -> new DebitItem(
                                new TransferId(PAYER.value() + 1024L * i),
                                new TransferInstruction(
                                        TransferKind.TRANSFER,
                                        new IdempotencyKey("k" + i),
                                        PAYER,
                                        PAYEE,
                                        Money.ofMinor(1, CNY),
                                        ""),
                                ActingOwner.ANY))
                        .toList());
    }

    private static void refusesBatch(BatchId id, ShardId shard, List<DebitItem> items) {
        assertThatThrownBy(() -> new DebitBatch(id, shard, items)).isInstanceOf(LedgerInvariantViolated.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " x",
                "x ",
                "a\ud800",
                "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void refusesOwnersThatTheDatabaseWouldNotTellApart(String owner) {
        assertThatThrownBy(() -> opening(owner, AccountType.SA, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void boundsCreditLimitsSoThatNoFundsCheckOverflows() {
        assertThat(opening("o", AccountType.SP, Money.MAX_BALANCE).creditLimit())
                .isEqualTo(Money.MAX_BALANCE);
        assertThatThrownBy(() -> opening("o", AccountType.SP, Money.MAX_BALANCE + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> opening("o", AccountType.SA, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> opening("o", AccountType.SP, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> opening("o", AccountType.NOSTRO, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Pinned: a change would send retries to another shard than the first try. */
    @Test
    void homesAnAccountByItsOwnerAndKeyForEver() {
        assertThat(opening("alice", AccountType.SA, 0).slot()).isEqualTo(new Slot(SLOT_OF_ALICE));
        assertThat(opening("爱丽丝", AccountType.SA, 0).slot()).isEqualTo(new Slot(SLOT_OF_AI_LI_SI));
    }

    private static final int SLOT_OF_ALICE = 539;
    private static final int SLOT_OF_AI_LI_SI = 894;

    private static AccountOpening opening(String owner, AccountType type, long limit) {
        return new AccountOpening(owner, new IdempotencyKey("k"), type, CNY, limit);
    }

    private static TransferInstruction instruction(
            TransferKind kind, AccountId source, AccountId destination, long amount, String reference) {
        return new TransferInstruction(
                kind, new IdempotencyKey("k"), source, destination, Money.ofMinor(amount, CNY), reference);
    }
}
