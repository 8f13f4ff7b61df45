package io.settlement.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A MySQL that is on this machine already; nothing of it is changed but what its server writes into our own folder.
 *
 * @param server the mysqld program, or a script that ends by running it under the same process id
 */
public record GivenMySql(Path server) implements DatabaseProduct {
    private static final Pattern SUPPORTED = Pattern.compile("Ver (8\\.[4-9]|9|[1-9]\\d)\\b");
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 4_096;

    public GivenMySql {
        server = server.toAbsolutePath().normalize();
    }

    @Override
    public String name() {
        return "MySQL";
    }

    @Override
    public String word() {
        return "mysql";
    }

    @Override
    public void requireUsable() {
        if (!Files.isRegularFile(server) || !Files.isExecutable(server)) {
            throw new EngineFailed(server + " is not a program; give the path of a mysqld.");
        }
        String version = version();
        if (version.contains("MariaDB") || !SUPPORTED.matcher(version).find()) {
            throw new EngineFailed(server + " is not the server of a MySQL 8.4 or newer; it says '" + version + "'.");
        }
    }

    /** Its first line is enough, and only as much of it as a version can be. */
    private String version() {
        try {
            Process process = new ProcessBuilder(server.toString(), "--no-defaults", "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            Deadline.in(ANSWERS_WITHIN).await(() -> !process.isAlive());
            try (InputStream output = process.getInputStream()) {
                byte[] text = output.readNBytes(Math.min(output.available(), MOST_BYTES));
                return new String(text, StandardCharsets.UTF_8)
                        .lines()
                        .findFirst()
                        .orElse("");
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException unstartable) {
            throw new EngineFailed(server + " cannot be started: " + unstartable.getMessage(), unstartable);
        }
    }

    /** Gives root a random password that has expired, so that nobody comes in before the first start sets another. */
    @Override
    public List<String> install(Path dataDirectory) {
        return List.of(server.toString(), "--no-defaults", "--initialize", "--datadir=" + dataDirectory);
    }

    /**
     * No TLS and no X protocol: on loopback only, one port only. The accounts' passwords are exchanged under the RSA key
     * that the server makes itself.
     */
    @Override
    public String settings(DatabaseOptions options) {
        return """
                tls_version=
                auto_generate_certs=OFF
                mysqlx=OFF
                secure_file_priv=NULL
                innodb_redo_log_capacity=%dM
                """.formatted(options.logFileMegabytes());
    }

    @Override
    public String removalOfOpenAccounts() {
        return "";
    }
}
