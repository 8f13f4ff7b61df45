package io.settlement.reconciliation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Lets something happen just before each query of a shard: the worst moment, every time. */
final class MovingDataSource extends AbstractDataSource {

    private final DataSource target;
    private final Event event;

    MovingDataSource(DataSource target, Event event) {
        this.target = target;
        this.event = event;
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = target.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        event.happen();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    /** What happens. */
    interface Event {
        void happen() throws SQLException;
    }
}
