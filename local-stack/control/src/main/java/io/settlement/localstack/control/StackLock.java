package io.settlement.localstack.control;

import io.settlement.localstack.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/** Held by the one command that may change a data folder. The system drops it when its holder dies. */
final class StackLock implements AutoCloseable {
    private final FileChannel channel;

    private StackLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws Refused if another command holds it for longer than that */
    static StackLock take(Path file, Duration patience) {
        var taken = new StackLock[1];
        Deadline.in(patience).await(() -> {
            taken[0] = tryTake(file).orElse(null);
            return taken[0] != null;
        });
        if (taken[0] == null) {
            throw new Refused("Another command is at work in " + file.getParent() + "; wait for it to end.");
        }
        return taken[0];
    }

    static Optional<StackLock> tryTake(Path file) {
        DataFolder.make(file.getParent());
        try {
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return Optional.of(new StackLock(channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException unusable) {
            throw new Refused(file + " cannot be written; choose another data folder with --data.", unusable);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldInThisJvm) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }
}
