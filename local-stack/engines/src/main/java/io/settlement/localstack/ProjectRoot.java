package io.settlement.localstack;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the checkout, where the engines' class path files and the cache of unpacked binaries are. */
public final class ProjectRoot {
    private static final String PROPERTY = "settlement.root";

    private ProjectRoot() {}

    public static Path locate() {
        String given = System.getProperty(PROPERTY);
        Path start = Path.of(given == null ? "" : given).toAbsolutePath().normalize();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("local-stack"))) {
                return folder;
            }
        }
        throw new EngineFailed("No folder local-stack in " + start
                + " or above it. Run from inside the checkout or set -D" + PROPERTY + " to it.");
    }
}
