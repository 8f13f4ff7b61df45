package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountOpening;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.FenceOutcome;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.LegOutcome;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Slot;
import io.settlement.ledger.StatusReason;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.sharding.ShardSetup;
import io.settlement.sharding.ShardState;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.SlotMap;
import io.settlement.sharding.UnmappedSlot;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A process that reaches databases which are not its shards moves nothing anywhere and believes nothing they say. */
@Timeout(60)
class WrongDatabaseIT {

    private static final ShardId HERE = new ShardId(0);
    private static final ShardId THERE = new ShardId(1);

    private static LedgerFixture fixture;
    private static LedgerNode right;

    private AccountId payer;
    private Transfer transfer;
    private List<String> before;

    @BeforeAll
    static void startShards() {
        fixture = LedgerFixture.of(2, 2);
        right = fixture.node(fixture.directProperties());
    }

    @BeforeEach
    void debitOneTransfer() {
        payer = right.funded(HERE, 100);
        transfer = right.debited(payer, right.account(THERE), 40);
        before = fixture.contents();
    }

    @AfterEach
    void proveThatNothingMoved() {
        assertThat(fixture.contents()).isEqualTo(before);
        fixture.assertConserved();
        right.settle(List.of(transfer));
        assertThat(right.balance(payer)).isEqualTo(60);
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void refusesShardsWhoseUrlsAreSwapped() {
        var swapped = fixture.properties(List.of(fixture.directly(THERE), fixture.directly(HERE)));
        try (var node = new LedgerNode(swapped, 9)) {
            assertThat(node.database().states().get(HERE).kind()).isEqualTo(ShardState.Kind.REFUSED);
            assertThat(node.database().states().get(HERE).reason()).isEqualTo("it is the database of shard 1");
            assertThat(node.database().states().get(THERE).kind()).isEqualTo(ShardState.Kind.REFUSED);
            nothingWorks(node);
        }
    }

    @Test
    void refusesShardsOfAnotherSlotMap() {
        var databases = List.of(fixture.directly(HERE), fixture.directly(THERE));
        var otherMap =
                new ShardingProperties(fixture.clusterId(), "0=0-500 1=501-991", fixture.control(), databases, 4);
        try (var node = new LedgerNode(otherMap, 9)) {
            assertThat(node.database().states().values())
                    .extracting(ShardState::kind)
                    .containsOnly(ShardState.Kind.REFUSED);
            nothingWorks(node);
        }
        assertThatThrownBy(() -> new ShardSetup(otherMap).initialiseShards()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesADatabaseThatIsMigratedButNotInitialised() {
        var emptyDatabase = fixture.migratedOnly(HERE);
        var empty = fixture.properties(List.of(emptyDatabase, fixture.directly(THERE)));
        try (var node = new LedgerNode(empty, 9)) {
            assertThat(node.database().states().get(HERE).reason()).contains("never initialised");
            assertThat(node.database().states().get(THERE).isUp()).isTrue();
            assertThat(node.ledger().source().fence(new BatchId(node.ids().next(HERE.pinnedSlot()))))
                    .isEqualTo(FenceOutcome.UNKNOWN);
            assertThatThrownBy(() -> node.debit(
                            LedgerNode.transfer(payer, transfer.instruction().destination(), 1)))
                    .isNotNull();
        }
        assertThatThrownBy(() -> new ShardSetup(empty).initialiseShards())
                .as("a shard is initialised once in its life")
                .isInstanceOf(IllegalStateException.class);
        var asked = new DriverManagerDataSource(
                emptyDatabase.jdbcUrl(), emptyDatabase.username(), emptyDatabase.password());
        assertThat(JdbcClient.create(asked)
                        .sql("SELECT COUNT(*) FROM shard_head")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(right.database().states().values()).allMatch(ShardState::isUp);
    }

    /** The hard case: the process started right, and then the names began to mean other servers. */
    @Test
    void believesNothingAfterTheDatabasesAreSwappedUnderIt() {
        afterASwap(this::nothingWorks);
    }

    /** By itself: the first call that finds a wrong head shuts the shard to all that follow. */
    @Test
    void postponesNothingAfterTheDatabasesAreSwappedUnderIt() {
        afterASwap(node -> assertThatThrownBy(
                        () -> node.ledger().openWork().postpone(HERE, transfer.debitTxn(), Duration.ZERO))
                .isInstanceOf(WrongShardHead.class));
    }

    private static void afterASwap(Consumer<LedgerNode> check) {
        try (var node = new LedgerNode(fixture.properties(), 9)) {
            assertThat(node.database().states().values()).allMatch(ShardState::isUp);
            swap(HERE, THERE);
            try {
                check.accept(node);
            } finally {
                fixture.proxy(HERE).link().retarget(fixture.serverOf(HERE));
                fixture.proxy(THERE).link().retarget(fixture.serverOf(THERE));
                fixture.proxy(HERE).link().resetConnections();
                fixture.proxy(THERE).link().resetConnections();
            }
        }
    }

    private static void swap(ShardId one, ShardId other) {
        fixture.proxy(one).link().retarget(fixture.serverOf(other));
        fixture.proxy(other).link().retarget(fixture.serverOf(one));
        fixture.proxy(one).link().resetConnections();
        fixture.proxy(other).link().resetConnections();
    }

    private void nothingWorks(LedgerNode node) {
        var ledger = node.ledger();
        var payee = transfer.instruction().destination();
        var refused =
                new CommittedLeg(transfer.id(), LegOutcome.REFUSED, Optional.of(RejectionReason.DESTINATION_UNKNOWN));
        Map<String, Runnable> doors = new LinkedHashMap<>();
        doors.put("debit", () -> node.debit(LedgerNode.transfer(payer, payee, 1)));
        doors.put("deposit", () -> node.debit(node.deposit(payer, 1)));
        doors.put("credit", () -> ledger.destination().credit(THERE, List.of(transfer)));
        doors.put("giveUp", () -> ledger.destination().giveUp(THERE, List.of(transfer)));
        doors.put("finish", () -> ledger.source().finish(HERE, List.of(refused)));
        doors.put("legs", () -> ledger.destination().legs(THERE, List.of(transfer)));
        doors.put("open", () -> ledger.source().open(HERE, List.of(transfer.id())));
        doors.put("find", () -> ledger.source().find(transfer.id()));
        doors.put(
                "findByKeys", () -> ledger.source().findByKeys(HERE, List.of(KeyOfAccount.of(transfer.instruction()))));
        doors.put("due", () -> ledger.openWork().due(HERE, Duration.ZERO, 10));
        doors.put("lease", () -> ledger.openWork().leaseSweeper(HERE, "me", Duration.ofSeconds(5)));
        doors.put(
                "poison",
                () -> ledger.openWork()
                        .recordPoison(
                                HERE, new BatchId(node.ids().next(HERE.pinnedSlot())), transfer.instruction(), "x"));
        doors.put("postpone", () -> ledger.openWork().postpone(HERE, transfer.debitTxn(), Duration.ZERO));
        doors.put("parked", () -> ledger.parking().among(HERE, List.of(transfer.id())));
        doors.put("park", () -> ledger.parking().park(HERE, transfer.id(), Parking.Stage.CREDIT, "x"));
        doors.put("account", () -> ledger.accounts().find(payer));
        doors.put("statement", () -> ledger.statements().lines(payer, 1, 10));
        doors.put("freeze", () -> ledger.accounts().freeze(payer, AccountStatus.FROZEN, new StatusReason("audit")));
        doors.put("close", () -> ledger.accounts().close(payer));
        doors.put(
                "openAccount",
                () -> ledger.accounts()
                        .open(new AccountOpening("me", LedgerNode.newKey(), AccountType.SA, LedgerNode.CNY, 0)));
        // All at once: each waits for a connection that its pool does not get.
        Map<String, CompletableFuture<Throwable>> knocks = new LinkedHashMap<>();
        doors.forEach((name, door) -> knocks.put(name, knock(door)));
        knocks.forEach((name, knock) -> {
            var thrown = knock.join();
            assertThat(thrown).as(name).isNotNull();
            assertThat(DatabaseTrouble.isPoison(thrown))
                    .as("%s: %s", name, thrown)
                    .isFalse();
        });
        assertThat(ledger.source().fence(new BatchId(node.ids().next(HERE.pinnedSlot()))))
                .isEqualTo(FenceOutcome.UNKNOWN);
        assertThat(ledger.source().fence(transfer.debitTxn())).isEqualTo(FenceOutcome.UNKNOWN);
    }

    /** What the door throws, on a thread of its own. */
    private static CompletableFuture<Throwable> knock(Runnable door) {
        return CompletableFuture.supplyAsync(() -> catchThrowable(door::run), task -> new Thread(task).start());
    }

    @Test
    void refusesIdsOfSlotsThatNobodyServes() {
        var strange = new TransferId(right.ids().next(new Slot(1000)));
        assertThatThrownBy(() -> right.ledger().source().find(strange)).isInstanceOf(UnmappedSlot.class);
        assertThatThrownBy(() -> right.ledger().accounts().find(new AccountId(strange.value())))
                .isInstanceOf(UnmappedSlot.class)
                .matches(unmapped -> !DatabaseTrouble.isPoison(unmapped));
    }

    @Test
    void cannotBeAskedToMoveMoneyOfInternalAccounts() {
        var clearing = InternalAccounts.idOf(AccountType.CLEARING, LedgerNode.CNY, HERE);
        assertThatThrownBy(() -> LedgerNode.transfer(clearing, payer, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LedgerNode.transfer(payer, clearing, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        LedgerNode.transfer(payer, new AccountId(right.ids().next(new Slot(1000))), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void agreesOnTheSlotMapHoweverItWasWritten() {
        var text = "1=496-991 0=0-100,101-495";
        var databases = List.of(fixture.directly(HERE), fixture.directly(THERE));
        try (var node =
                new LedgerNode(new ShardingProperties(fixture.clusterId(), text, fixture.control(), databases, 4), 9)) {
            assertThat(SlotMap.parse(text)).isEqualTo(fixture.slotMap());
            assertThat(node.database().states().values()).allMatch(ShardState::isUp);
        }
    }
}
