package io.settlement.faults;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A data source whose statements can be made to fail, to block or to run test code, and are written to a log.
 * ShardingSphere takes it as one of its physical data sources. Thread-safe; faults act on open connections as well.
 */
public final class FaultyDataSource implements DataSource {

    private final String name;
    private final DataSource target;
    private final StatementLog log;
    private final String url;
    private final String username;
    private final List<StatementFault> faults = new CopyOnWriteArrayList<>();
    private final AtomicLong connections = new AtomicLong();

    /** @param name what the log calls it; ShardingSphere's own name of the data source is a good choice */
    public FaultyDataSource(String name, DataSource target, StatementLog log) {
        this.name = name;
        this.target = target;
        this.log = log;
        this.url = property(target, "getJdbcUrl", "getUrl", "getURL");
        this.username = property(target, "getUsername", "getUser");
    }

    /** Faults are asked in the order in which they were added; the first that throws ends the round. */
    public void add(StatementFault fault) {
        faults.add(fault);
    }

    public void remove(StatementFault fault) {
        faults.remove(fault);
    }

    public void heal() {
        faults.clear();
    }

    public StatementLog log() {
        return log;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return spoiled(target.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return spoiled(target.getConnection(user, password));
    }

    /** ShardingSphere reads the database type and the address from this property, by reflection. */
    public String getUrl() {
        return url;
    }

    /** As {@link #getUrl()}. */
    public String getUsername() {
        return username;
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return target.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        target.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        target.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return target.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return target.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : target.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || target.isWrapperFor(type);
    }

    void before(StatementEvent event) throws SQLException {
        log.add(event);
        for (StatementFault fault : faults) {
            fault.before(event);
        }
    }

    void after(StatementEvent event) throws SQLException {
        for (StatementFault fault : faults) {
            fault.after(event);
        }
    }

    private Connection spoiled(Connection raw) throws SQLException {
        return new FaultyConnection(this, name, connections.incrementAndGet(), raw).proxy();
    }

    private static String property(DataSource target, String... getters) {
        for (String getter : getters) {
            try {
                if (target.getClass().getMethod(getter).invoke(target) instanceof String value) {
                    return value;
                }
            } catch (ReflectiveOperationException e) {
                // Every pool has its own name for it; the next one may be this pool's.
            }
        }
        return "";
    }
}
