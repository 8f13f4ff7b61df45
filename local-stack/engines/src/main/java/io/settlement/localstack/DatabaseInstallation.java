package io.settlement.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The files of one server: its data directory, made once, and the configuration and accounts, written at every start. */
final class DatabaseInstallation {
    private final Path home;
    private final DatabaseProduct product;

    DatabaseInstallation(Path home, DatabaseProduct product) {
        this.home = home;
        this.product = product;
    }

    /** Makes the data directory if there is none, writes the configuration, and answers the command that starts it. */
    List<String> prepare(
            DatabaseOptions options, Credentials administrator, Credentials application, String rootPassword) {
        if (!Files.isDirectory(dataDirectory())) {
            install();
        }
        PrivateFile.write(accountsFile(), accounts(administrator, application, rootPassword));
        PrivateFile.write(configurationFile(), configuration(options));
        return asRootOnlyWhenRoot(List.of(product.server().toString(), "--defaults-file=" + configurationFile()));
    }

    /** Into a folder of another name first: an installation that was cut off is made again, never started. */
    private void install() {
        Path unfinished = home.resolve("data-unfinished");
        try {
            try {
                installInto(unfinished);
            } catch (EngineFailed once) {
                // Seen, rarely, where two servers are installed in the same moment. One that fails twice is told.
                installInto(unfinished);
            }
            Files.move(unfinished, dataDirectory(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private void installInto(Path unfinished) throws IOException {
        FileTrees.delete(unfinished);
        run(asRootOnlyWhenRoot(product.install(unfinished)));
    }

    private void run(List<String> command) throws IOException {
        Path log = PrivateFile.write(home.resolve("install.log"), "");
        try {
            int status = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new EngineFailed(product.name() + " could not be installed (" + command.get(0) + " ended with "
                        + status + "). The end of " + log + ":\n" + new EngineLog(log).tail());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EngineFailed("Interrupted while " + product.name() + " was being installed.", interrupted);
        }
    }

    /** Both servers refuse to run as root unless told so by name; MariaDB's refuses --user from anybody else. */
    private static List<String> asRootOnlyWhenRoot(List<String> command) {
        List<String> whole = new ArrayList<>(command);
        if (System.getProperty("user.name").equals("root")) {
            whole.add("--user=root");
        }
        return whole;
    }

    /**
     * The server runs this before it accepts its first connection, so no account is ever reachable without a password.
     * One statement per line: some servers read it so.
     */
    private String accounts(Credentials administrator, Credentials application, String rootPassword) {
        return product.removalOfOpenAccounts()
                + """
                ALTER USER 'root'@'localhost' IDENTIFIED BY '%s';
                CREATE USER IF NOT EXISTS '%s'@'127.0.0.1';
                ALTER USER '%2$s'@'127.0.0.1' IDENTIFIED BY '%s';
                GRANT ALL PRIVILEGES ON *.* TO '%2$s'@'127.0.0.1' WITH GRANT OPTION;
                CREATE USER IF NOT EXISTS '%s'@'127.0.0.1';
                ALTER USER '%4$s'@'127.0.0.1' IDENTIFIED BY '%s';
                """.formatted(
                                rootPassword,
                                administrator.user(),
                                administrator.password(),
                                application.user(),
                                application.password());
    }

    /**
     * Durable at every commit. READ COMMITTED, because repeatable read deadlocks on the fence inserts. No time-outs of
     * idle transactions: those are the sessions' own, so that they are set on any server.
     */
    private String configuration(DatabaseOptions options) {
        return """
                [mysqld]
                datadir=%s
                # Relative to the data directory: a socket's path may have 107 characters only.
                socket=%s.sock
                port=%d
                bind-address=127.0.0.1
                skip-name-resolve
                init-file=%s
                character-set-server=utf8mb4
                transaction-isolation=READ-COMMITTED
                innodb_flush_log_at_trx_commit=1
                sync_binlog=1
                innodb_buffer_pool_size=%dM
                max_connections=%d
                %s
                """.formatted(
                                dataDirectory(),
                                product.word(),
                                options.port(),
                                accountsFile(),
                                options.bufferPoolMegabytes(),
                                options.maxConnections(),
                                options.binlog() ? "log-bin=binlog\nbinlog_format=ROW\nserver-id=1" : "skip-log-bin")
                + product.settings(options);
    }

    private Path dataDirectory() {
        return home.resolve("data");
    }

    private Path accountsFile() {
        return home.resolve("accounts.sql");
    }

    private Path configurationFile() {
        return home.resolve("my.cnf");
    }
}
