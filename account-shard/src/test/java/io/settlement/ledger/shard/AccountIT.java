package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.faults.StatementEvent;
import io.settlement.faults.StatementFaults;
import io.settlement.ledger.Account;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountOpening;
import io.settlement.ledger.AccountOutcome;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.ExternalNumber;
import io.settlement.ledger.IdempotencyKey;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.StatementLine;
import io.settlement.ledger.StatusReason;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferStatus;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.ibatis.annotations.Select;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AccountIT {

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
    void opensOnceHoweverManyAskAtOnce() {
        for (int round = 0; round < 3; round++) {
            var opening = opening("many-" + round, AccountType.SA, LedgerNode.CNY, 0);
            var outcomes = Concurrently.run(
                    20,
                    i -> done((i % 2 == 0 ? node : other).ledger().accounts().open(opening)));
            assertThat(outcomes)
                    .extracting(Account::id)
                    .containsOnly(outcomes.get(0).id());
        }
        assertThat(fixture.numberOverAll("SELECT COUNT(*) FROM account WHERE owner LIKE 'many-%'"))
                .isEqualTo(3);
    }

    @Test
    void namesTheFieldInWhichASecondOpeningDiffers() {
        done(open("shop", AccountType.SP, LedgerNode.CNY, 500));
        assertThat(done(open("shop", AccountType.SP, LedgerNode.CNY, 500)).creditLimit())
                .isEqualTo(500);
        assertThat(conflict(open("shop", AccountType.SA, LedgerNode.CNY, 0))).isEqualTo("type");
        assertThat(conflict(open("shop", AccountType.SP, CurrencyCode.of("JPY"), 500)))
                .isEqualTo("currency");
        assertThat(conflict(open("shop", AccountType.SP, LedgerNode.CNY, 501))).isEqualTo("creditLimit");
    }

    @Test
    void comparesTheExternalNumberOfASecondOpening() {
        var plain = opening("numbered", AccountType.SA, LedgerNode.CNY, 0);
        var numbered = new AccountOpening(
                plain.owner(), plain.key(), plain.type(), plain.currency(), 0, Optional.of(new ExternalNumber("A/1")));
        assertThat(done(node.ledger().accounts().open(numbered)).externalNumber())
                .contains(new ExternalNumber("A/1"));
        done(node.ledger().accounts().open(numbered));
        assertThat(conflict(node.ledger().accounts().open(plain))).isEqualTo("externalNumber");
    }

    @Test
    void answersTheSameOpeningAgainAfterItsCreditLimitWasChanged() {
        var shop = done(open("limited", AccountType.SP, LedgerNode.CNY, 500)).id();
        for (long limit : List.of(700, 500, 900)) {
            node.ledger().accounts().setCreditLimit(shop, Money.ofMinor(limit, LedgerNode.CNY));
            assertThat(done(open("limited", AccountType.SP, LedgerNode.CNY, 500))
                            .creditLimit())
                    .isEqualTo(limit);
        }
        assertThat(conflict(open("limited", AccountType.SP, LedgerNode.CNY, 900)))
                .isEqualTo("creditLimit");
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
    void findsItsFirstTryAfterACommitWhoseAnswerWasLost() {
        node.account(HERE);
        var opening = opening("lost", AccountType.SA, LedgerNode.CNY, 0);
        var shard = node.database().shardOf(opening.slot());
        node.faults(shard).add(StatementFaults.afterNth(1, StatementEvent.commit(), StatementFaults.lostConnection()));
        assertThatThrownBy(() -> node.ledger().accounts().open(opening)).isInstanceOf(CommitOutcomeUnknown.class);
        node.heal();
        done(node.ledger().accounts().open(opening));
        assertThat(fixture.numberOverAll("SELECT COUNT(*) FROM account WHERE owner = 'lost'"))
                .isEqualTo(1);
    }

    @Test
    void opensInternalAccountsOfACurrencyOnAllShards() {
        done(open("peso", AccountType.SA, CurrencyCode.of("MXN"), 0));
        for (var shard : fixture.shards()) {
            assertThat(fixture.number(
                            shard,
                            "SELECT COUNT(*) FROM account WHERE currency = 'MXN' AND type IN"
                                    + " ('CLEARING', 'DUE', 'NOSTRO')"))
                    .isEqualTo(3);
        }
    }

    /** Where a currency is half opened, money of it could arrive on a shard that has no account to post it against. */
    @Test
    void needsAnotherShardForACurrencyThatADyingProcessHasHalfOpenedAndForNoneLongInUse() {
        var rand = CurrencyCode.of("ZAR");
        node.account(HERE);
        node.faults(THERE)
                .add(StatementFaults.beforeNth(
                        1, StatementEvent.statement("INSERT INTO account"), StatementFaults.lostConnection()));
        assertThatThrownBy(() -> node.account(HERE, AccountType.SA, rand, 0)).isNotNull();
        node.heal();
        assertThat(internalAccounts(HERE, "ZAR")).isPositive();
        assertThat(internalAccounts(THERE, "ZAR")).isZero();

        whileCutOff(THERE, restarted -> {
            assertThat(restarted.read(restarted.account(HERE)).status()).isEqualTo(AccountStatus.OPEN);
            assertThatThrownBy(() -> restarted.account(HERE, AccountType.SA, rand, 0))
                    .matches(away -> !DatabaseTrouble.isPoison(away));
        });
        assertThat(fixture.numberOverAll("SELECT COUNT(*) FROM account WHERE currency = 'ZAR' AND slot < 992"))
                .isZero();

        node.awaitAnswer(THERE);
        node.account(HERE, AccountType.SA, rand, 0);
        assertThat(internalAccounts(HERE, "ZAR")).isEqualTo(3);
        assertThat(internalAccounts(THERE, "ZAR")).isEqualTo(3);
    }

    private static long internalAccounts(ShardId shard, String currency) {
        return fixture.number(
                shard, "SELECT COUNT(*) FROM account WHERE currency = '" + currency + "' AND slot >= 992");
    }

    /** With a process that was started only now, and so knows nothing from before. */
    private static void whileCutOff(ShardId shard, Consumer<LedgerNode> work) {
        fixture.proxy(shard).link().refuseConnections();
        fixture.proxy(shard).link().resetConnections();
        try (var restarted = new LedgerNode(fixture.properties(), 9)) {
            work.accept(restarted);
        } finally {
            fixture.proxy(shard).heal();
        }
    }

    @Test
    void takesAnotherIdWhereTwoNodesMadeTheSame() {
        var taken = node.account(HERE);
        var opening = IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> opening("clash-" + i, AccountType.SA, LedgerNode.CNY, 0))
                .filter(candidate -> candidate.slot().equals(taken.slot()))
                .findFirst()
                .orElseThrow();
        var calls = new java.util.concurrent.atomic.AtomicInteger();
        try (var twin = new LedgerNode(
                fixture.properties(),
                slot -> calls.getAndIncrement() == 0
                        ? taken.value()
                        : node.ids().next(slot),
                (shard, pool) -> pool)) {
            assertThat(done(twin.ledger().accounts().open(opening)).id()).isNotEqualTo(taken);
        }
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

    private static AccountOpening opening(String owner, AccountType type, CurrencyCode currency, long limit) {
        return new AccountOpening(owner, new IdempotencyKey("first"), type, currency, limit);
    }

    private static AccountOutcome open(String owner, AccountType type, CurrencyCode currency, long limit) {
        return node.ledger().accounts().open(opening(owner, type, currency, limit));
    }

    private static Account done(AccountOutcome outcome) {
        assertThat(outcome).isInstanceOf(AccountOutcome.Done.class);
        return ((AccountOutcome.Done) outcome).account();
    }

    private static String conflict(AccountOutcome outcome) {
        assertThat(outcome).isInstanceOf(AccountOutcome.KeyConflict.class);
        return ((AccountOutcome.KeyConflict) outcome).field();
    }
}
