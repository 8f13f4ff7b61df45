package io.settlement.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Held by whoever starts an engine or unpacks its binaries, so that two commands at once do it one after the other. The
 * system drops it when its holder dies; the empty file stays.
 *
 * @param file the lock file
 * @param deadline how long to wait for another holder
 */
record StartLock(Path file, Duration deadline) {

    /** What is done while the lock is held. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    void hold(Action action) {
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                if (!Deadline.in(deadline).await(() -> tryLock(channel))) {
                    throw new EngineFailed("Another process has held " + file + " for " + deadline.toSeconds()
                            + " s: wait for it to finish, or end it.");
                }
                action.run();
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static boolean tryLock(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldInThisJvm) {
            return false;
        } catch (IOException unlockable) {
            throw new UncheckedIOException(unlockable);
        }
    }
}
