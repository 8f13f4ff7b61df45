package io.settlement.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A MariaDB that says it is MySQL and lacks what MySQL lacks: idle_transaction_timeout. So the way in which paused
 * transactions are cut on MySQL is tried by the build that has a MariaDB only. A real MySQL is left as it is.
 */
final class MySqlPretence {

    /** The part in the MariaDB comment is read by MariaDB alone. */
    private static final String WITHOUT_IDLE_TIMEOUT =
            "SET SESSION wait_timeout = 40 /*M! , idle_transaction_timeout = 0 */";

    private MySqlPretence() {}

    static DataSource over(DataSource pool) {
        return new DelegatingDataSource(pool) {
            @Override
            public Connection getConnection() throws SQLException {
                return pretending(super.getConnection());
            }
        };
    }

    private static Connection pretending(Connection real) throws SQLException {
        try (var statement = real.createStatement()) {
            statement.execute(WITHOUT_IDLE_TIMEOUT);
        }
        return proxy(
                Connection.class,
                (method, arguments) -> method.getName().equals("getMetaData")
                        ? proxy(
                                DatabaseMetaData.class,
                                (asked, values) -> asked.getName().equals("getDatabaseProductVersion")
                                        ? "8.4.0"
                                        : call(real.getMetaData(), asked, values))
                        : call(real, method, arguments));
    }

    private interface Answer {
        Object to(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                MySqlPretence.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer.to(method, arguments)));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
