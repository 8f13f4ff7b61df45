package io.settlement.reconciliation;

import io.settlement.localstack.TestEngines;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Turns the CHECKs of a shard's tables off and on: MariaDB does so per session, MySQL in the tables themselves. */
final class TableChecks {

    private static final String CHANGES = """
            SELECT CONCAT('ALTER TABLE ', table_name, ' ',
                          GROUP_CONCAT('ALTER CHECK ', constraint_name, ' %s' SEPARATOR ', '))
            FROM information_schema.table_constraints
            WHERE constraint_schema = DATABASE() AND constraint_type = 'CHECK' AND enforced = '%s'
            GROUP BY table_name""";

    private final DataSource dataSource;
    private boolean on = true;

    TableChecks(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** To be sent ahead of each statement: what is in the comment is read by MariaDB alone. */
    String ofSession() {
        return "SET @any = 0 /*M! , check_constraint_checks = " + (on ? 1 : 0) + " */";
    }

    /** The tables must hold nothing that is forbidden. */
    void turnOn() {
        on = true;
        change("ENFORCED", "NO");
    }

    void turnOff() {
        on = false;
        change("NOT ENFORCED", "YES");
    }

    private void change(String to, String whereEnforced) {
        if (TestEngines.givenMySql().isPresent()) {
            var database = new JdbcTemplate(dataSource);
            database.queryForList(CHANGES.formatted(to, whereEnforced), String.class)
                    .forEach(database::execute);
        }
    }
}
