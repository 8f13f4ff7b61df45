package io.settlement.localstack;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Properties;

/**
 * The generated secrets of one engine, in a file that only its owner can read. Generated once and kept, because the
 * engine's own data (accounts, tokens) depends on them. Safe for use by several threads and JVMs.
 */
final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BYTES = 24;

    private final Path file;

    Secrets(Path home) {
        this.file = home.toAbsolutePath().normalize().resolve("secrets.properties");
    }

    Credentials credentials(String user) {
        return new Credentials(user, secret(user + ".password"));
    }

    /** The secret of this name, generated at its first use: 32 characters, letters, digits, '-' and '_'. */
    synchronized String secret(String name) {
        String known = load().getProperty(name);
        return known != null ? known : generate(name);
    }

    private String generate(String name) {
        new StartLock(file.resolveSibling("secrets.lock"), Duration.ofSeconds(10)).hold(() -> {
            Properties secrets = load();
            if (secrets.putIfAbsent(name, random()) == null) {
                store(secrets);
            }
        });
        return load().getProperty(name);
    }

    private Properties load() {
        Properties secrets = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                secrets.load(reader);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return secrets;
    }

    private void store(Properties secrets) throws IOException {
        Path fresh = file.resolveSibling("secrets.new");
        PrivateFile.write(fresh, "");
        try (Writer writer = Files.newBufferedWriter(fresh)) {
            secrets.store(writer, "Generated. Delete together with the data only.");
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
