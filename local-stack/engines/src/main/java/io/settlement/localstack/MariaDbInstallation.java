package io.settlement.localstack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The files of one server: its data directory, made once, and the configuration and accounts, written at every start. */
final class MariaDbInstallation {
    private final Path home;
    private final Path binaries;

    MariaDbInstallation(Path home, Path binaries) {
        this.home = home;
        this.binaries = binaries;
    }

    /** Makes the data directory if there is none, writes the configuration, and answers the command that starts it. */
    List<String> prepare(
            MariaDbOptions options, Credentials administrator, Credentials application, String rootPassword) {
        if (!Files.isDirectory(dataDirectory())) {
            install();
        }
        PrivateFile.write(accountsFile(), accounts(administrator, application, rootPassword));
        PrivateFile.write(configurationFile(), configuration(options));
        return asRootOnlyWhenRoot(
                binaries.resolve("bin/mariadbd").toString(), "--defaults-file=" + configurationFile());
    }

    /** Into a folder of another name first: an installation that was cut off is made again, never started. */
    private void install() {
        Path unfinished = home.resolve("data-unfinished");
        try {
            FileTrees.delete(unfinished);
            run(asRootOnlyWhenRoot(
                    binaries.resolve("scripts/mariadb-install-db").toString(),
                    "--no-defaults",
                    "--basedir=" + binaries,
                    "--datadir=" + unfinished,
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db",
                    "--skip-name-resolve",
                    "--innodb-log-file-size=16M"));
            Files.move(unfinished, dataDirectory(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private void run(List<String> command) throws IOException {
        File log = home.resolve("install.log").toFile();
        try {
            int status = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new EngineFailed("mariadb-install-db ended with " + status + ". The end of " + log + ":\n"
                        + new EngineLog(log.toPath()).tail());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EngineFailed("Interrupted while MariaDB was being installed.", interrupted);
        }
    }

    /** mariadbd refuses to run as root unless told so by name, and refuses --user from anybody else. */
    private static List<String> asRootOnlyWhenRoot(String... command) {
        List<String> whole = new ArrayList<>(List.of(command));
        if (System.getProperty("user.name").equals("root")) {
            whole.add("--user=root");
        }
        return whole;
    }

    /**
     * The server runs this before it accepts its first connection, so no account is ever reachable without a password.
     * mariadb-install-db leaves password-less root accounts for every name of this machine: they are dropped here.
     */
    private static String accounts(Credentials administrator, Credentials application, String rootPassword) {
        return """
                DELETE FROM mysql.global_priv WHERE User = '' OR (User = 'root' AND Host <> 'localhost');
                FLUSH PRIVILEGES;
                ALTER USER 'root'@'localhost' IDENTIFIED BY '%s';
                CREATE OR REPLACE USER '%s'@'127.0.0.1' IDENTIFIED BY '%s';
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
     * Durable at every commit. READ COMMITTED, because repeatable read deadlocks on the fence inserts. No
     * idle_transaction_timeout: that is the sessions' own, so that it is set on any server.
     */
    private String configuration(MariaDbOptions options) {
        return """
                [mariadbd]
                basedir=%s
                datadir=%s
                # Relative to the data directory: a socket's path may have 107 characters only.
                socket=mariadb.sock
                port=%d
                bind-address=127.0.0.1
                skip-name-resolve
                # On loopback only; otherwise each start computes a new RSA key, which takes seconds on a busy machine.
                skip-ssl
                init-file=%s
                character-set-server=utf8mb4
                transaction-isolation=READ-COMMITTED
                innodb_flush_log_at_trx_commit=1
                sync_binlog=1
                innodb_buffer_pool_size=%dM
                innodb_log_file_size=%dM
                max_connections=%d
                %s
                """.formatted(
                        binaries,
                        dataDirectory(),
                        options.port(),
                        accountsFile(),
                        options.bufferPoolMegabytes(),
                        options.logFileMegabytes(),
                        options.maxConnections(),
                        options.binlog() ? "log-bin=binlog\nbinlog_format=ROW\nserver-id=1" : "skip-log-bin");
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
