package io.settlement.sharding;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.settlement.sharding.ShardingProperties.Database;
import java.time.Duration;
import java.util.Map;

/**
 * How connections are made. The order of the time-outs is what matters: the server cuts an idle transaction (3 s)
 * before a lock wait ends (5 s), and the socket outlives both (8 s), so that a waiting statement is answered by the
 * server and not guessed at by the client.
 */
final class ShardPools {

    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration SOCKET = Duration.ofSeconds(8);

    /** The part in the MariaDB comment is read by MariaDB alone; MySQL's counterpart is in {@link ShardDataSource}. */
    private static final String SESSION = """
            SET SESSION time_zone = '+00:00', wait_timeout = 40, innodb_lock_wait_timeout = 5,
            net_read_timeout = 5, net_write_timeout = 5 /*M! , idle_transaction_timeout = 3 */""";

    private ShardPools() {}

    static HikariDataSource open(String name, Database database, int size) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(database.username());
        config.setPassword(database.password());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(Duration.ofSeconds(2).toMillis());
        config.setValidationTimeout(Duration.ofSeconds(1).toMillis());
        config.setMaxLifetime(Duration.ofSeconds(35).toMillis());
        config.setIdleTimeout(Duration.ofSeconds(20).toMillis());
        config.setKeepaliveTime(0);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionInitSql(SESSION);
        driverDefaults(config);
        return new HikariDataSource(config);
    }

    /** Defaults only: what the user's URL says is left out here, for to the driver a property is above the URL. */
    private static void driverDefaults(HikariConfig config) {
        // As text: the pool hands on what is of another type, and the driver, which reads texts, never sees it.
        var defaults = Map.of(
                "connectTimeout", Long.toString(CONNECT.toMillis()),
                "socketTimeout", Long.toString(SOCKET.toMillis()),
                "tcpKeepAlive", "true",
                "characterEncoding", "UTF-8",
                "connectionTimeZone", "UTC",
                "useLocalSessionState", "true",
                "cacheServerConfiguration", "true",
                "elideSetAutoCommits", "true",
                "maintainTimeStats", "false");
        defaults.forEach((name, value) -> {
            if (!config.getJdbcUrl().matches(".*[?&]" + name + "=.*")) {
                config.addDataSourceProperty(name, value);
            }
        });
    }
}
