package io.settlement.operator;

import static io.settlement.operator.CommandRun.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferStatus;
import io.settlement.ledger.shard.Parking.Stage;
import io.settlement.localstack.Credentials;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.ShardingProperties.Database;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Giving up on real shards: refused first, reversed at once, recorded, and never against a credit. */
class GiveUpIT {

    private static final ShardId SOURCE = new ShardId(0);
    private static final ShardId DESTINATION = new ShardId(1);

    private static final Credentials NO_BROKER = new Credentials("nobody", "none");

    private static LedgerFixture cluster;
    private static LedgerNode node;

    @TempDir
    private Path folder;

    private CommandRun run;
    private AccountId payer;
    private AccountId payee;

    @BeforeAll
    static void start() {
        cluster = LedgerFixture.of(2);
        node = cluster.node();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void openAccounts() {
        run = new CommandRun(
                CommandRun.write(folder.resolve("c.yaml"), cluster.properties(), "127.0.0.1:1", NO_BROKER));
        payer = node.funded(SOURCE, 10_000);
        payee = node.account(DESTINATION);
    }

    @AfterEach
    void prove() {
        cluster.proxy(DESTINATION).heal();
        cluster.assertConserved();
    }

    @Test
    void thePayerHasTheMoneyBackAtOnceAndItIsRecordedWhoAndWhy() {
        var transfer = node.debited(payer, payee, 700);
        node.ledger().parking().park(SOURCE, transfer.id(), Stage.CREDIT, "poison");

        assertThat(run.execute("give-up", "--yes", "--by", "ann", "--reason", "payee's bank asked", transfer.id()))
                .isZero();

        assertThat(run.planned()).contains("1  give up, the payer gets it back, 7.00 CNY");
        assertThat(count(run.happened(), "reversed")).isEqualTo(1);
        assertThat(node.read(transfer).status()).isEqualTo(TransferStatus.REVERSED);
        assertThat(node.read(transfer).reason()).contains(RejectionReason.GIVEN_UP);
        assertThat(node.balance(payer)).isEqualTo(10_000);
        assertThat(node.ledger().parking().list(SOURCE)).isEmpty();
        assertThat(record(transfer.id().value())).isEqualTo("ann, payee's bank asked, REVERSED GIVEN_UP, true");
        assertThat(run.execute("replay", "--yes", transfer.id())).isZero();
        assertThat(node.balance(payee)).as("the refusal fences a later credit").isZero();
    }

    @Test
    void whatIsCreditedAlreadyIsSettledInstead() {
        var transfer = node.debited(payer, payee, 700);
        node.credit(transfer);

        assertThat(run.execute("give-up", "--yes", "--reason", "too late", transfer.id()))
                .isZero();

        assertThat(run.planned()).contains("1  settle, the payee is credited already");
        assertThat(count(run.happened(), "settled")).isEqualTo(1);
        assertThat(node.balance(payee)).isEqualTo(700);
        assertThat(node.balance(payer)).isEqualTo(9_300);
    }

    @Test
    void aGiveUpAndACreditAtTheSameTimeHaveOneWinner() {
        for (int i = 0; i < 6; i++) {
            var transfer = node.debited(payer, payee, 1);
            var credit = CompletableFuture.runAsync(() -> node.settle(List.of(transfer)));

            assertThat(run.execute("give-up", "--yes", "--reason", "race", transfer.id()))
                    .isZero();
            credit.join();

            assertThat(node.read(transfer).status()).isIn(TransferStatus.SETTLED, TransferStatus.REVERSED);
        }
        assertThat(node.balance(payer) + node.balance(payee)).isEqualTo(10_000);
    }

    @Test
    void nothingIsReversedWhileThePayeesShardIsAway() {
        var transfer = node.debited(payer, payee, 700);
        cluster.proxy(DESTINATION).link().refuseConnections();
        cluster.proxy(DESTINATION).link().resetConnections();

        assertThat(run.execute("give-up", "--yes", "--reason", "stuck", transfer.id()))
                .isEqualTo(ExitCode.NOT_ALL);

        assertThat(count(run.happened(), "shard unreachable")).isEqualTo(1);
        assertThat(node.read(transfer).status()).isEqualTo(TransferStatus.DEBITED);
        assertThat(node.balance(payer)).isEqualTo(9_300);
        cluster.proxy(DESTINATION).heal();
        assertThat(run.execute("replay", "--yes", transfer.id())).isZero();
    }

    @Test
    void aGiveUpThatCannotBeRecordedDoesNotTakePlace() {
        var transfer = node.debited(payer, payee, 700);
        var properties = cluster.properties();
        var noControl = new Database(
                properties.control().jdbcUrl().replaceAll("127.0.0.1:[0-9]+", "127.0.0.1:1"), "nobody", "none");
        var away =
                new ShardingProperties(properties.clusterId(), properties.slotMap(), noControl, properties.shards(), 2);
        var file = CommandRun.write(folder.resolve("away.yaml"), away, "127.0.0.1:1", NO_BROKER);

        assertThat(new CommandRun(file).execute("give-up", "--yes", "--reason", "stuck", transfer.id()))
                .isEqualTo(ExitCode.NOT_ALL);

        assertThat(node.ledger().parking().list(SOURCE)).isEmpty();
        assertThat(node.read(transfer).status()).isEqualTo(TransferStatus.DEBITED);
        assertThat(cluster.number(DESTINATION, "SELECT COUNT(*) FROM credit_leg WHERE transfer_id = " + transfer.id()))
                .isZero();
        assertThat(run.execute("replay", "--yes", transfer.id())).isZero();
    }

    @Test
    void wantsAReasonAndTransfers() {
        refused("--reason must be", "--reason", "", "1");
        refused("name the transfers", "--reason", "r");
        refused("--reason", "1");
        refused("--by must be", "--reason", "r", "--by", "a\nb", "1");
    }

    private void refused(String why, Object... options) {
        assertThat(run.execute("give-up", options)).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains(why).hasLineCount(1);
    }

    private static String record(long transfer) {
        return control()
                .sql(
                        "SELECT CONCAT(operator, ', ', reason, ', ', outcome, ', ',"
                                + " IF(asked_at > NOW() - INTERVAL 1 HOUR, 'true', 'false')) FROM give_up WHERE transfer_id = ?")
                .param(transfer)
                .query(String.class)
                .single();
    }

    private static JdbcClient control() {
        return JdbcClient.create(controlDatabase());
    }

    private static DriverManagerDataSource controlDatabase() {
        var control = cluster.control();
        return new DriverManagerDataSource(control.jdbcUrl(), control.username(), control.password());
    }
}
