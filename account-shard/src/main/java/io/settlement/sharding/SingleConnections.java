package io.settlement.sharding;

import io.settlement.sharding.ShardingProperties.Database;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Connections without a pool, each made for one statement or one migration: settlement_control, and set-up. Never
 * without time-outs, for a database that takes connections and says nothing would hold up the process for ever.
 */
public final class SingleConnections {

    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration PROMPT = Duration.ofSeconds(3);
    private static final Duration PATIENT = Duration.ofHours(1);

    private SingleConnections() {}

    /** For statements that take milliseconds; a silent database is given up after 3 s. */
    public static DataSource prompt(Database database) {
        return source(database, PROMPT);
    }

    /** For migrations: a new column on a big table takes its time. */
    static DataSource patient(Database database) {
        return source(database, PATIENT);
    }

    /** Defaults only: whatever the user's URL says wins. */
    private static DataSource source(Database database, Duration silence) {
        var source = new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password());
        var defaults = new Properties();
        defaults.setProperty("connectTimeout", Long.toString(CONNECT.toMillis()));
        defaults.setProperty("socketTimeout", Long.toString(silence.toMillis()));
        source.setConnectionProperties(defaults);
        return source;
    }
}
