package io.settlement.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Shards that were at work under an older schema. */
class MigrationIT {

    @Test
    void movesTimesThatGoBackUpToTheOrderOfEntriesAndLeavesTheOthers() throws SQLException {
        try (var databases = TestDatabase.start(1)) {
            var shard = databases.writer(0);
            migrations(shard).cleanDisabled(false).load().clean();
            migrations(shard).target("1").load().migrate();
            var sql = JdbcClient.create(shard);
            sql.sql("INSERT INTO shard_head VALUES (0, 992, 'c', 'd', 5)").update();
            sql.sql("""
                    INSERT INTO journal_entry VALUES
                    (1, 992, 11, 'DEBIT', '2026-01-01 00:00:01'), (2, 992, 12, 'DEBIT', '2026-01-01 00:00:05.5'),
                    (3, 992, 13, 'CREDIT', '2026-01-01 00:00:02'), (4, 992, 14, 'FINISH', '2026-01-01 00:00:05.4'),
                    (5, 992, 15, 'DEBIT', '2026-01-01 00:00:06')""").update();
            migrations(shard).load().migrate();
            assertThat(texts(sql, "SELECT CAST(recorded_at AS CHAR) FROM journal_entry ORDER BY entry_no"))
                    .containsExactly(
                            "2026-01-01 00:00:01.000000",
                            "2026-01-01 00:00:05.500000",
                            "2026-01-01 00:00:05.500000",
                            "2026-01-01 00:00:05.500000",
                            "2026-01-01 00:00:06.000000");
            assertThat(texts(sql, "SELECT CAST(recorded_at AS CHAR) FROM shard_head"))
                    .containsExactly("2026-01-01 00:00:06.000000");
        }
    }

    private static List<String> texts(JdbcClient sql, String query) {
        return sql.sql(query).query(String.class).list();
    }

    private static FluentConfiguration migrations(DataSource shard) {
        return Flyway.configure().dataSource(shard).locations("classpath:sql/shard");
    }
}
