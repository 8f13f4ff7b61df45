package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.faults.StatementEvent;
import io.settlement.faults.StatementFaults;
import io.settlement.ledger.Account;
import io.settlement.ledger.AccountOpening;
import io.settlement.ledger.AccountOutcome;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.ExternalNumber;
import io.settlement.ledger.IdempotencyKey;
import io.settlement.ledger.ShardId;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AccountOpeningIT {

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
