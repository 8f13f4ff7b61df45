package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.Account;
import io.settlement.ledger.AccountOutcome;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.StatementLine;
import io.settlement.ledger.StatusReason;
import io.settlement.ledger.Transfer;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.ibatis.annotations.Select;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AccountIT {

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
    void showsWhyAnAccountIsFrozenUntilThatIsOver() {
        var account = node.account(HERE);
        var register = node.ledger().accounts();
        assertThat(node.read(account).statusReason()).isEmpty();
        assertThat(done(register.freeze(account, AccountStatus.FROZEN, new StatusReason("court order 7")))
                        .statusReason())
                .contains(new StatusReason("court order 7"));
        done(register.freeze(account, AccountStatus.FROZEN_DEBIT, new StatusReason("court order 8")));
        assertThat(node.read(account).statusReason()).contains(new StatusReason("court order 8"));
        assertThat(done(register.unfreeze(account, Optional.of(new StatusReason("lifted"))))
                        .statusReason())
                .contains(new StatusReason("lifted"));
        assertThat(done(register.unfreeze(account, Optional.empty())).statusReason())
                .isEmpty();
        done(register.freeze(account, AccountStatus.FROZEN, new StatusReason("x".repeat(140))));
        assertThat(done(register.close(account)).statusReason()).isEmpty();
    }

    @Test
    void touchesNoInternalAccount() {
        node.funded(HERE, 1);
        var clearing = InternalAccounts.idOf(AccountType.CLEARING, LedgerNode.CNY, HERE);
        assertThat(node.setStatus(clearing, AccountStatus.FROZEN)).isInstanceOf(AccountOutcome.Unknown.class);
        assertThat(node.ledger().accounts().close(clearing)).isInstanceOf(AccountOutcome.Unknown.class);
        assertThat(node.ledger().statements().lines(clearing, 1, 10)).isEmpty();
        assertThat(node.read(clearing).status()).isEqualTo(AccountStatus.OPEN);
    }

    @Test
    void listsEveryMovementOnceWithABalanceThatFollows() {
        var account = node.funded(HERE, 1_000);
        var frozen = node.account(THERE);
        node.setStatus(frozen, AccountStatus.FROZEN);
        var back = node.funded(THERE, 1_000);
        List<Transfer> transfers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            transfers.add(node.debited(account, i % 3 == 0 ? frozen : back, 10 + i));
            transfers.add(node.debited(back, account, 5 + i));
        }
        node.settle(transfers);
        node.debit(node.withdrawal(account, 7));
        var lines = node.ledger().statements().lines(account, 1, 500);
        assertThat(lines)
                .extracting(StatementLine::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, lines.size()).boxed().toList());
        long balance = 0;
        for (var line : lines) {
            balance += line.amount().minorUnits();
            assertThat(line.balanceAfter().minorUnits()).isEqualTo(balance);
            assertThat(line.recordedAt()).isNotNull();
        }
        assertThat(node.balance(account)).isEqualTo(balance);
        assertThat(node.read(account).sequence()).isEqualTo(lines.size());
        assertThat(lines).extracting(StatementLine::kind).contains("DEPOSIT", "DEBIT", "CREDIT", "REVERSAL");
        List<StatementLine> paged = new ArrayList<>();
        for (long first = 1; first <= lines.size(); first += 7) {
            paged.addAll(node.ledger().statements().lines(account, first, 7));
        }
        assertThat(paged).isEqualTo(lines);
    }

    /** Two ids were once swapped without a word where MyBatis filled a record by position. */
    @Test
    void fillsARowByNameInWhateverOrderItsColumnsCome() {
        var account = node.account(HERE, AccountType.SP, LedgerNode.CNY, 77);
        node.debit(node.deposit(account, 12));
        var mappers = new LedgerMappers(node.database().routing(), ShuffledMapper.class);
        var row = mappers.get(ShuffledMapper.class)
                .find(account.value(), account.slot().number());
        assertThat(row.toAccount()).isEqualTo(node.read(account));
        assertThat(row.accountSeq()).isEqualTo(1);
        assertThat(row.creditLimit()).isEqualTo(77);
        assertThat(row.balance()).isEqualTo(12);
    }

    interface ShuffledMapper {
        @Select(
                "SELECT opened_limit, status_reason, external_number, opened_at, open_key, credit_limit, account_seq, held, owner, balance, currency, status, slot,"
                        + " type, account_id FROM account WHERE account_id = #{id} AND slot = #{slot}")
        AccountRow find(
                @org.apache.ibatis.annotations.Param("id") long id,
                @org.apache.ibatis.annotations.Param("slot") int slot);
    }

    private static Account done(AccountOutcome outcome) {
        assertThat(outcome).isInstanceOf(AccountOutcome.Done.class);
        return ((AccountOutcome.Done) outcome).account();
    }
}
