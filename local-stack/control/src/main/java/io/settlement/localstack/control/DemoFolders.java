package io.settlement.localstack.control;

import io.settlement.localstack.ProjectRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The data folders of demos, side by side under .local, so that two demos and a stack do not disturb each other. */
final class DemoFolders {
    private static final String PREFIX = "demo-";

    private final Path parent;

    DemoFolders(Path parent) {
        this.parent = parent;
    }

    static DemoFolders ofCheckout() {
        return new DemoFolders(ProjectRoot.locate().resolve(".local"));
    }

    /** A new one. */
    DataFolder make(boolean keep) {
        try {
            Files.createDirectories(parent);
            var folder = new DataFolder(Files.createTempDirectory(parent, PREFIX));
            if (!keep) {
                Files.createFile(folder.temporaryMark());
            }
            return folder;
        } catch (IOException unusable) {
            throw new Refused("No folder for the demo's data can be made in " + parent + ": " + unusable, unusable);
        }
    }

    /** Removes what killed demos have left, processes included. Those at work hold their lock, and are left alone. */
    void removeRemains() {
        for (var path : marked()) {
            var folder = new DataFolder(path);
            StackLock.tryTake(folder.lock()).ifPresent(alone -> {
                try (alone) {
                    StackStop.kill(folder.processes());
                    folder.wipe();
                }
            });
        }
    }

    private List<Path> marked() {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (var content = Files.list(parent)) {
            return content.filter(path -> path.getFileName().toString().startsWith(PREFIX))
                    .filter(path -> Files.exists(new DataFolder(path).temporaryMark()))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
