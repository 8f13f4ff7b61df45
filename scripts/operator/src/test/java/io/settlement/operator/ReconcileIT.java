package io.settlement.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.ShardId;
import io.settlement.localstack.Credentials;
import io.settlement.testing.LedgerFixture;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proof as an operator asks for it. */
class ReconcileIT {

    private static final Credentials NO_BROKER = new Credentials("nobody", "none");

    private static LedgerFixture cluster;

    @TempDir
    private Path folder;

    private CommandRun run;

    @BeforeAll
    static void start() {
        cluster = LedgerFixture.of(3);
        cluster.node().funded(new ShardId(0), 100_000);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void writeConfiguration() {
        run = new CommandRun(
                CommandRun.write(folder.resolve("c.yaml"), cluster.properties(), "127.0.0.1:1", NO_BROKER));
    }

    @Test
    void givesItsNodeNumberBack() throws Exception {
        long before = nodeNumbersInUse();
        for (int i = 0; i < 3; i++) {
            assertThat(run.execute("reconcile")).isZero();
        }
        assertThat(nodeNumbersInUse()).isLessThanOrEqualTo(before);
    }

    /** A number that was given back is kept for one more second. */
    private static long nodeNumbersInUse() throws SQLException {
        var control = cluster.control();
        try (var connection = DriverManager.getConnection(control.jdbcUrl(), control.username(), control.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT COUNT(*) FROM node_lease WHERE expires_at > NOW(3) + INTERVAL 2 SECOND")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void provesTheBooks() {
        assertThat(run.execute("reconcile")).isZero();
        assertThat(run.out()).contains("CONSERVED currency=CNY shards=3");
    }
}
