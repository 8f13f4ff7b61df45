package io.settlement.localstack;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A real database server on loopback, MariaDB or MySQL. Security is on: an administrator that migrations use, and an application account
 * that may read and write rows of the databases made by {@link #createDatabase}, nothing else.
 */
public final class DatabaseServer implements Engine {
    private static final Duration START_DEADLINE = Duration.ofSeconds(90);
    private static final Duration STOP_GRACE = Duration.ofSeconds(60);
    private static final Pattern DATABASE_NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    private final EngineProcess process;
    private final DatabaseProduct product;
    private final DatabaseOptions options;
    private final Secrets secrets;

    /** @param home folder of this one server: data, configuration, secrets, log */
    public DatabaseServer(Path home, DatabaseProduct product, DatabaseOptions options, Lifetime lifetime) {
        EnginePort sql = EnginePort.loopback(product.name(), options.port(), "--database-port");
        this.process = new EngineProcess(product.word(), home, List.of(sql), lifetime);
        this.product = product;
        this.options = options;
        this.secrets = new Secrets(home);
    }

    @Override
    public EngineProcess process() {
        return process;
    }

    @Override
    public void start() {
        process.start(this::prepare, this::isReady, START_DEADLINE);
    }

    @Override
    public void stop() {
        process.stop(STOP_GRACE);
    }

    @Override
    public boolean isReady() {
        String bounded = jdbcUrl("") + "&connectTimeout=1000&socketTimeout=3000";
        Credentials account = administrator();
        try (Connection connection = DriverManager.getConnection(bounded, account.user(), account.password());
                Statement statement = connection.createStatement()) {
            return statement.executeQuery("SELECT 1").next();
        } catch (SQLException notYet) {
            return false;
        }
    }

    public DatabaseProduct product() {
        return product;
    }

    public int port() {
        return options.port();
    }

    /** May do everything: creates databases, runs migrations, reads the general log. */
    public Credentials administrator() {
        return secrets.credentials("settlement_admin");
    }

    /** What the services log in with. */
    public Credentials application() {
        return secrets.credentials("settlement");
    }

    /** Connector/J URL of a database; an empty name for none. Time-outs are the caller's. No TLS: loopback only. */
    public String jdbcUrl(String database) {
        return "jdbc:mysql://127.0.0.1:" + options.port() + "/" + database
                + "?sslMode=DISABLED&allowPublicKeyRetrieval=true";
    }

    /** Makes a database if it is not there and lets the application account read and write its rows. */
    public void createDatabase(String name) {
        if (!DATABASE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a database name: " + name);
        }
        execute("CREATE DATABASE IF NOT EXISTS `%s` CHARACTER SET utf8mb4".formatted(name));
        execute("GRANT SELECT, INSERT, UPDATE, DELETE ON `%s`.* TO '%s'@'127.0.0.1'"
                .formatted(name.replace("_", "\\_"), application().user()));
    }

    public void dropDatabase(String name) {
        if (!DATABASE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a database name: " + name);
        }
        execute("DROP DATABASE IF EXISTS `%s`".formatted(name));
    }

    /** A plain JDBC connection; the caller closes it. */
    public Connection connect(String database, Credentials account) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), account.user(), account.password());
    }

    private void execute(String sql) {
        try (Connection connection = connect("", administrator());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException refused) {
            throw new EngineFailed(product.name() + " on port " + options.port() + " refused: " + sql, refused);
        }
    }

    private List<String> prepare() {
        product.requireUsable();
        return new DatabaseInstallation(process.home(), product)
                .prepare(options, administrator(), application(), secrets.secret("root.password"));
    }
}
