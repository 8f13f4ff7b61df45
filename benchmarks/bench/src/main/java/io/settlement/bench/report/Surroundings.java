package io.settlement.bench.report;

import io.settlement.bench.engine.Engines;
import io.settlement.load.plan.Wording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Where and how a benchmark ran: the machine, the versions, the settings on which durability depends. */
public record Surroundings(Map<String, String> facts) {

    private static final List<String> VARIABLES = List.of(
            "innodb_flush_log_at_trx_commit",
            "log_bin",
            "sync_binlog",
            "innodb_doublewrite",
            "innodb_buffer_pool_size",
            "innodb_log_file_size",
            "transaction_isolation",
            "tx_isolation");

    private static final String CONFIGURATION = "digest of the services' configuration";

    /** What scripts/up publishes for the services, and what they start with below that. */
    private static final List<String> CONFIGURATION_FOLDERS =
            List.of("nacos-config", "settlement-producer/src/main/resources", "settlement-consumer/src/main/resources");

    private static final Pattern DOCUMENT = Pattern.compile(".*\\.(yaml|yml|json)");
    private static final int DIGEST_DIGITS = 16;

    private static final double KIBIBYTES_IN_GIB = 1024.0 * 1024.0;

    /** Read from this machine and from the running engines. */
    public static Surroundings of(Engines engines, Path root) throws IOException, SQLException {
        var facts = new LinkedHashMap<String, String>();
        facts.put(
                "processors",
                Runtime.getRuntime().availableProcessors() + " x " + first(Path.of("/proc/cpuinfo"), "model name"));
        facts.put("memory", memory());
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        facts.put("load before", Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
        var server = engines.database();
        try (var connection = server.connect("", server.administrator())) {
            facts.put(
                    "database",
                    server.product().name() + " " + single(connection, "SELECT VERSION()", 1)
                            + ", one server for all contenders");
            for (var variable : VARIABLES) {
                var value = single(connection, "SHOW GLOBAL VARIABLES LIKE '" + variable + "'", 2);
                if (!value.isEmpty()) {
                    facts.put(variable, value);
                }
            }
        }
        facts.put("RocketMQ", "5.3.3, one broker, flushed asynchronously as scripts/up starts it");
        facts.put(CONFIGURATION, digest(root));
        return new Surroundings(facts);
    }

    private static String first(Path file, String name) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }

    private static String memory() throws IOException {
        var total = first(Path.of("/proc/meminfo"), "MemTotal").split(" ")[0];
        return Wording.of("%.1f GiB", Long.parseLong(total) / KIBIBYTES_IN_GIB);
    }

    private static String single(Connection connection, String sql, int column) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(column) : "";
        }
    }

    /** Settings that are changed for a benchmark show here. */
    private static String digest(Path root) throws IOException {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            for (var folder : CONFIGURATION_FOLDERS) {
                for (var document : documents(root.resolve(folder))) {
                    sha.update(document.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                    sha.update(Files.readAllBytes(document));
                }
            }
            return HexFormat.of().formatHex(sha.digest()).substring(0, DIGEST_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static List<Path> documents(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> DOCUMENT.matcher(file.toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    public String configurationDigest() {
        return facts.get(CONFIGURATION);
    }
}
