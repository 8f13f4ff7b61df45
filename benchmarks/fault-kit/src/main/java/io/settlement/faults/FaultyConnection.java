package io.settlement.faults;

import io.settlement.faults.StatementEvent.Kind;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Stands before one connection and its statements. Used by one thread at a time, as connections are. */
final class FaultyConnection implements InvocationHandler {

    private final FaultyDataSource owner;
    private final String dataSource;
    private final long number;
    private final Connection raw;
    private final Connection proxy;
    private long transaction = 1;

    FaultyConnection(FaultyDataSource owner, String dataSource, long number, Connection raw) {
        this.owner = owner;
        this.dataSource = dataSource;
        this.number = number;
        this.raw = raw;
        this.proxy = proxy(Connection.class, this);
    }

    Connection proxy() {
        return proxy;
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
        return switch (method.getName()) {
            case "equals" -> self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            case "commit" -> end(Kind.COMMIT, method, arguments);
            case "rollback" -> end(Kind.ROLLBACK, method, arguments);
            case "setAutoCommit" -> setAutoCommit(method, arguments);
            case "createStatement" -> statement(Statement.class, "", call(raw, method, arguments));
            case "prepareStatement" ->
                statement(PreparedStatement.class, (String) arguments[0], call(raw, method, arguments));
            case "prepareCall" ->
                statement(CallableStatement.class, (String) arguments[0], call(raw, method, arguments));
            default -> call(raw, method, arguments);
        };
    }

    private Object end(Kind kind, Method method, Object[] arguments) throws Throwable {
        if (arguments != null) {
            return call(raw, method, arguments); // to a savepoint: the transaction goes on
        }
        Object result = around(event(kind, kind.name()), () -> call(raw, method, null));
        transaction++;
        return result;
    }

    private Object setAutoCommit(Method method, Object[] arguments) throws Throwable {
        boolean commits = Boolean.TRUE.equals(arguments[0]) && !raw.getAutoCommit();
        if (!commits) {
            return call(raw, method, arguments);
        }
        Object result = around(event(Kind.COMMIT, "COMMIT"), () -> call(raw, method, arguments));
        transaction++;
        return result;
    }

    private <T> T statement(Class<T> type, String sql, Object rawStatement) {
        return proxy(type, new FaultyStatement(sql, rawStatement));
    }

    private StatementEvent event(Kind kind, String sql) throws SQLException {
        return new StatementEvent(
                dataSource,
                number,
                transaction,
                raw.getAutoCommit(),
                Thread.currentThread().getId(),
                kind,
                sql,
                raw);
    }

    private interface Step {
        Object run() throws Throwable;
    }

    private Object around(StatementEvent event, Step step) throws Throwable {
        owner.before(event);
        Object result = step.run();
        owner.after(event);
        return result;
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(FaultyConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** A statement, prepared (with its text) or plain (whose text comes with each call). */
    private final class FaultyStatement implements InvocationHandler {

        private final String prepared;
        private final Object statement;
        private final List<String> batch = new ArrayList<>();

        FaultyStatement(String prepared, Object statement) {
            this.prepared = prepared;
            this.statement = statement;
        }

        @Override
        public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
            String name = method.getName();
            if (name.startsWith("execute")) {
                return around(event(Kind.STATEMENT, text(arguments)), () -> call(statement, method, arguments));
            }
            switch (name) {
                case "addBatch" -> note(arguments);
                case "clearBatch" -> batch.clear();
                default -> {}
            }
            return switch (name) {
                case "equals" -> self == arguments[0];
                case "hashCode" -> System.identityHashCode(self);
                case "getConnection" -> proxy;
                default -> call(statement, method, arguments);
            };
        }

        private void note(Object[] arguments) {
            if (arguments != null) {
                batch.add((String) arguments[0]);
            }
        }

        private String text(Object[] arguments) {
            if (arguments != null && arguments[0] instanceof String sql) {
                return sql;
            }
            if (batch.isEmpty()) {
                return prepared;
            }
            String all = String.join("; ", batch);
            batch.clear(); // as executeBatch does with the driver's own list
            return all;
        }
    }
}
