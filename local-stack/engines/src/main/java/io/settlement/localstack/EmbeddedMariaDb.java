package io.settlement.localstack;

import java.nio.file.Path;
import java.util.List;

/** The MariaDB whose programs come from Maven Central: nothing has to be installed. */
public record EmbeddedMariaDb() implements DatabaseProduct {

    @Override
    public String name() {
        return "MariaDB";
    }

    @Override
    public String word() {
        return "mariadb";
    }

    /** It comes with the class path. */
    @Override
    public void requireUsable() {}

    @Override
    public Path server() {
        return folder().resolve("bin/mariadbd");
    }

    @Override
    public List<String> install(Path dataDirectory) {
        return List.of(
                folder().resolve("scripts/mariadb-install-db").toString(),
                "--no-defaults",
                "--basedir=" + folder(),
                "--datadir=" + dataDirectory,
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--skip-name-resolve",
                "--innodb-log-file-size=16M");
    }

    @Override
    public String settings(DatabaseOptions options) {
        return """
                basedir=%s
                # On loopback only; otherwise each start computes a new RSA key, which takes seconds on a busy machine.
                skip-ssl
                innodb_log_file_size=%dM
                """.formatted(folder(), options.logFileMegabytes());
    }

    /** mariadb-install-db leaves root accounts without a password for every name of this machine. */
    @Override
    public String removalOfOpenAccounts() {
        return """
                DELETE FROM mysql.global_priv WHERE User = '' OR (User = 'root' AND Host <> 'localhost');
                FLUSH PRIVILEGES;
                """;
    }

    private static Path folder() {
        return MariaDbBinaries.ofCheckout().folder();
    }
}
