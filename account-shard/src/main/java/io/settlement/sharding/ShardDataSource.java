package io.settlement.sharding;

import io.settlement.ledger.ShardId;
import io.settlement.sharding.ShardingProperties.Database;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * One shard's pool as ShardingSphere sees it: keeps a transaction on its shard and, on MySQL, lets the server cut a
 * transaction whose process has stopped. MariaDB does the latter by itself (idle_transaction_timeout, set when a
 * connection is made). It works under ShardingSphere because a SET sent through it may reach another shard.
 */
public final class ShardDataSource extends DelegatingDataSource {

    private static final String CUT_SOON = "SET SESSION wait_timeout = 3";
    private static final String CUT_LATER = "SET SESSION wait_timeout = 40";

    private final ShardId shard;
    private final Database database;

    ShardDataSource(ShardId shard, Database database, DataSource pool) {
        super(pool);
        this.shard = shard;
        this.database = database;
    }

    /** ShardingSphere asks for this property by reflection. */
    public String getUrl() {
        return database.jdbcUrl();
    }

    /** ShardingSphere asks for this property by reflection. */
    public String getUsername() {
        return database.username();
    }

    @Override
    public Connection getConnection() throws SQLException {
        CurrentShard.requireNoOther(shard);
        var connection = obtainTargetDataSource().getConnection();
        return isMySql(connection) ? cuttable(connection) : connection;
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLException("the shard's account is configured, not passed in");
    }

    private static boolean isMySql(Connection connection) throws SQLException {
        return !connection.getMetaData().getDatabaseProductVersion().contains("MariaDB");
    }

    private static Connection cuttable(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                ShardDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("setAutoCommit") && Boolean.FALSE.equals(arguments[0])) {
                        execute(connection, CUT_SOON);
                    }
                    var result = invoke(connection, method, arguments);
                    if (method.getName().equals("commit") || method.getName().equals("rollback")) {
                        relax(connection);
                    }
                    return result;
                });
    }

    private static Object invoke(Connection connection, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    /** After a successful COMMIT nothing may throw: the caller would take the outcome for unknown. */
    private static void relax(Connection connection) {
        try {
            execute(connection, CUT_LATER);
        } catch (SQLException connectionLost) {
            abandon(connection);
        }
    }

    private static void abandon(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException alreadyGone) {
            // The pool finds a dead connection by itself.
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
