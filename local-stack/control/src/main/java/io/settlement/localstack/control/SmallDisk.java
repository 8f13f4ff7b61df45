package io.settlement.localstack.control;

import io.settlement.localstack.EngineFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The home of one engine on a file system of its own, in memory, which can be made full without writing a byte: by giving
 * it no more room than is used. A shell that reads from a pipe takes it away when this JVM has ended, however that is.
 */
final class SmallDisk implements AutoCloseable {

    private static final String ROOM = "4g";
    private static final long SPARE = 64 * 1024;
    private static final int TRIES = 50;
    private static final String UNMOUNT = "trap '' INT TERM HUP; read -r line; umount --lazy \"$1\"";

    private final Path folder;
    private final Process watchdog;

    private SmallDisk(Path folder, Process watchdog) {
        this.folder = folder;
        this.watchdog = watchdog;
    }

    /** Empty where this process may not mount anything. The folder must be empty, or not be there. */
    static Optional<SmallDisk> tryMount(Path folder) {
        try {
            Files.createDirectories(folder);
            if (!run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + ROOM, "tmpfs", folder.toString())) {
                return Optional.empty();
            }
            var watchdog = new ProcessBuilder("setsid", "sh", "-c", UNMOUNT, "unmount", folder.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return Optional.of(new SmallDisk(folder, watchdog));
        } catch (IOException noSuchTool) {
            return Optional.empty();
        }
    }

    /** From now on nothing more fits. What is written meanwhile makes the first tries too small. */
    void fill() {
        for (int i = 0; i < TRIES; i++) {
            if (resize(Long.toString(used() + SPARE))) {
                return;
            }
        }
        throw new EngineFailed("The file system at " + folder + " could not be made full.");
    }

    void free() {
        if (!resize(ROOM)) {
            throw new EngineFailed("The file system at " + folder + " could not be given its room back.");
        }
    }

    private long used() {
        try {
            FileStore store = Files.getFileStore(folder);
            return store.getTotalSpace() - store.getUnallocatedSpace();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private boolean resize(String size) {
        try {
            return run("mount", "-o", "remount,size=" + size, folder.toString());
        } catch (IOException noSuchTool) {
            throw new UncheckedIOException(noSuchTool);
        }
    }

    private static boolean run(String... command) throws IOException {
        var process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor() == 0;
        } catch (InterruptedException hurried) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Takes it away with all that is on it. */
    @Override
    public void close() {
        try (var pipe = watchdog.getOutputStream()) {
            pipe.write("closed\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException alreadyGone) {
            // The shell has ended, and so has the mount.
        }
        try {
            watchdog.waitFor();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
