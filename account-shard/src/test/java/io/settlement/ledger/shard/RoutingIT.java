package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.faults.StatementLog.LoggedTransaction;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.LedgerInvariantViolated;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferInstruction;
import io.settlement.sharding.CurrentShard;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One transaction, one shard; one statement, one shard. Told by the servers themselves where that is possible. */
@Timeout(60)
class RoutingIT {

    private static final ShardId HERE = new ShardId(0);
    private static final ShardId THERE = new ShardId(1);

    private static LedgerFixture fixture;
    private static LedgerNode node;

    @BeforeAll
    static void startShards() {
        fixture = LedgerFixture.of(2, 2);
        node = fixture.node();
    }

    @AfterAll
    static void stop() {
        fixture.assertConserved();
        fixture.close();
    }

    @Test
    void sendsEveryStatementOfTheMoneyPathToExactlyOneServer() {
        node.funded(HERE, 1);
        node.funded(THERE, 1);
        node.log().clear();
        fixture.shards().forEach(shard -> fixture.execute(shard, "SET GLOBAL log_output = 'TABLE', general_log = ON"));
        walkTheMoneyPath();
        fixture.shards().forEach(shard -> fixture.execute(shard, "SET GLOBAL general_log = OFF"));
        int asked = 0;
        for (var shard : fixture.shards()) {
            var seen = seenBy(shard);
            assertThat(seen).noneMatch(sql -> sql.startsWith("XA "));
            assertThat(seen)
                    .as("statements that carry the other shard's slots")
                    .noneMatch(sql -> sql.matches("(?s).*slot (=|IN \\() ?"
                            + otherThan(shard).pinnedSlot().number() + "\\b.*"));
            asked += seen.size();
        }
        var routed = node.log().entries().stream()
                .filter(entry -> entry.sql().matches("(?s)(INSERT|UPDATE|DELETE|SELECT).*slot.*"))
                .count();
        assertThat((long) asked)
                .as("as many arrived at servers as were asked for")
                .isEqualTo(routed);
    }

    private static ShardId otherThan(ShardId shard) {
        return shard.equals(HERE) ? THERE : HERE;
    }

    private static List<String> seenBy(ShardId shard) {
        List<String> seen = new ArrayList<>();
        try (var connection = fixture.connect(shard);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT argument FROM mysql.general_log WHERE command_type IN"
                        + " ('Query', 'Execute') AND argument REGEXP '(?s)^(XA|INSERT|UPDATE|DELETE|SELECT).*slot'"
                        + " AND thread_id <> CONNECTION_ID()")) {
            while (rows.next()) {
                seen.add(rows.getString(1));
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return seen;
    }

    @Test
    void touchesOneDataSourceInEveryTransaction() {
        node.log().clear();
        walkTheMoneyPath();
        assertThat(node.log().transactions()).hasSizeGreaterThan(20);
        assertThat(node.log().transactions())
                .extracting(LoggedTransaction::dataSources)
                .allSatisfy(sources -> assertThat(sources).hasSize(1));
        assertThat(node.log().entries())
                .as("every statement belongs to a transaction")
                .noneMatch(entry -> entry.autoCommit() && entry.sql().matches("(?s)(INSERT|UPDATE|DELETE).*"));
    }

    private static void walkTheMoneyPath() {
        var payers = IntStream.range(0, 5).mapToObj(i -> node.funded(HERE, 100)).toList();
        var payee = node.account(THERE);
        var frozen = node.account(THERE);
        node.setStatus(frozen, AccountStatus.FROZEN);
        var back = node.funded(THERE, 100);
        var transfers = new ArrayList<>(payers.stream()
                .map(payer -> node.debited(payer, payer.value() % 2 == 0 ? payee : frozen, 7))
                .toList());
        transfers.add(node.debited(back, payers.get(0), 9));
        node.settle(transfers);
        node.debit(node.withdrawal(payee, 1));
        node.ledger()
                .source()
                .fence(node.batch(LedgerNode.transfer(back, payers.get(0), 1)).id());
        node.ledger().parking().park(HERE, transfers.get(0).id(), Parking.Stage.CREDIT, "x");
        walkBesideTheMoneyPath(payers, payee, transfers.get(0));
        node.ledger().statements().lines(payers.get(0), 1, 10);
        node.ledger().accounts().close(frozen);
        assertThat(transfers)
                .allSatisfy(transfer ->
                        assertThat(node.read(transfer).status().isFinal()).isTrue());
    }

    private static void walkBesideTheMoneyPath(List<AccountId> payers, AccountId payee, Transfer any) {
        var several = node.debit(payers.stream()
                .map(payer -> LedgerNode.transfer(payer, payee, 3))
                .toArray(TransferInstruction[]::new));
        var givenUp = several.stream()
                .map(outcome -> ((DebitOutcome.Stored) outcome).transfer())
                .toList();
        node.ledger()
                .source()
                .findByKeys(
                        HERE,
                        givenUp.stream()
                                .map(transfer -> KeyOfAccount.of(transfer.instruction()))
                                .toList());
        node.ledger().source().finish(HERE, node.ledger().destination().giveUp(THERE, givenUp));
        node.ledger().parking().list(HERE);
        node.ledger().parking().among(HERE, givenUp.stream().map(Transfer::id).toList());
        var work = node.ledger().openWork();
        work.leaseSweeper(HERE, "me", Duration.ofSeconds(1));
        work.leaseSweeper(HERE, "me", Duration.ofSeconds(1));
        work.due(HERE, Duration.ZERO, 5);
        work.postpone(HERE, any.debitTxn(), Duration.ZERO);
        work.recordPoison(HERE, new BatchId(node.ids().next(HERE.pinnedSlot())), any.instruction(), "x");
        work.poison(HERE, 5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE account SET balance = 0",
                "UPDATE account SET balance = 0 WHERE account_id = 1",
                "DELETE FROM transfer WHERE transfer_id = 1",
                "SELECT balance FROM account WHERE account_id = 1",
                "SELECT balance FROM account WHERE slot BETWEEN 0 AND 991",
                "SELECT entry_no FROM shard_head"
            })
    void refusesAStatementThatNamesNoSlot(String sql) throws SQLException {
        node.log().clear();
        try (var connection = node.database().routing().getConnection();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql)).isNotNull();
        }
        assertThat(node.log().entries())
                .as("no shard was asked")
                .noneMatch(entry -> entry.sql().equals(sql));
    }

    @Test
    void refusesTheSecondShardOfATransaction() {
        var onHere = node.funded(HERE, 10);
        var onThere = node.funded(THERE, 10);
        CurrentShard.within(HERE, () -> {
            assertThat(select(onHere.slot().number())).isTrue();
            assertThatThrownBy(() -> select(onThere.slot().number())).hasStackTraceContaining("only shard");
            return null;
        });
        assertThat(select(onThere.slot().number())).isTrue();
    }

    @Test
    void nestsNoTransactions() {
        assertThatThrownBy(() -> CurrentShard.within(HERE, () -> CurrentShard.within(HERE, () -> 1)))
                .isInstanceOf(LedgerInvariantViolated.class);
        var account = node.funded(HERE, 10);
        assertThatThrownBy(() -> CurrentShard.within(HERE, () -> node.balance(account)))
                .isInstanceOf(LedgerInvariantViolated.class);
        assertThat(node.balance(account)).isEqualTo(10);
    }

    @Test
    void joinsNoTransactionThatSomebodyElseHasOpened() {
        var account = node.funded(HERE, 10);
        var manager = new org.springframework.jdbc.datasource.DataSourceTransactionManager(
                node.database().routing());
        var status = manager.getTransaction(null);
        try {
            assertThatThrownBy(() -> node.balance(account)).isInstanceOf(LedgerInvariantViolated.class);
        } finally {
            manager.rollback(status);
        }
        assertThat(node.balance(account)).isEqualTo(10);
    }

    private static boolean select(int slot) {
        try (var connection = node.database().routing().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM account WHERE slot = " + slot)) {
            return rows.next();
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    @Test
    void findsStoredKeysByTheirIndexHoweverManyAreAsked() {
        var payer = node.funded(HERE, 1_000);
        var payee = node.account(THERE);
        node.ledger()
                .source()
                .debit(node.batch(IntStream.range(0, 600)
                        .mapToObj(i -> LedgerNode.transfer(payer, payee, 1))
                        .toList()));
        fixture.execute(HERE, "ANALYZE TABLE transfer");
        node.log().clear();
        node.debit(LedgerNode.transfer(payer, payee, 1), LedgerNode.transfer(payer, payee, 1));
        assertThat(Set.of("range", "ref", "const")).contains(planOfKeyLookup(payer.value()));
    }

    /** The access type of the look-up that every debit makes: never a scan of all transfers. */
    private static String planOfKeyLookup(long payer) {
        var pairs = "(" + payer + ", 'a'), (" + payer + ", 'b'), (" + payer + ", 'c'), (" + payer + ", 'd')";
        int slot = (int) (payer & 1023);
        try (var connection = fixture.connect(HERE);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "EXPLAIN FORMAT = TRADITIONAL SELECT transfer_id FROM transfer WHERE (key_account, idem_key)"
                                + " IN (" + pairs + ") AND slot IN (" + slot + ", " + slot + ", " + slot + ", " + slot
                                + ")")) {
            rows.next();
            return rows.getString("type");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
