package io.settlement.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole folders. */
public final class FileTrees {
    private FileTrees() {}

    public static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (Path path : depthFirst(folder)) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Deletes all files but those of one ending, and the folders that are empty then. */
    static void deleteExcept(Path folder, String ending) throws IOException {
        for (Path path : depthFirst(folder)) {
            boolean kept =
                    Files.isDirectory(path) ? !isEmpty(path) : path.toString().endsWith(ending);
            if (!kept) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static List<Path> depthFirst(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> content = Files.list(folder)) {
            return content.findAny().isEmpty();
        }
    }
}
