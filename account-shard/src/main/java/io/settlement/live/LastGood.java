package io.settlement.live;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A document as it was in force last, in a file of its own for the next start. The file is replaced in one step, so a
 * process that dies leaves the old text or the new one.
 */
final class LastGood {

    /** More than any schema reads: nobody's heap is filled by what lies there. */
    private static final long MOST_BYTES = 1 << 20;

    private final Path file;

    LastGood(Path folder, String dataId) {
        this.file = folder.resolve(dataId);
    }

    /** Empty where nothing was kept. */
    Optional<String> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("is larger than " + MOST_BYTES + " bytes");
        }
        return Optional.of(Files.readString(file));
    }

    void write(String text) throws IOException {
        Files.createDirectories(file.getParent());
        var fresh = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
        try {
            try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
