package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallDiskTest {

    private static final byte[] MEGABYTE = new byte[1 << 20];

    @TempDir
    private Path parent;

    @Test
    void takesNothingMoreWhileItIsFull() throws IOException {
        var mounted = SmallDisk.tryMount(parent.resolve("disk"));
        assumeTrue(mounted.isPresent(), "this process may not mount");
        try (var disk = mounted.get()) {
            var file = parent.resolve("disk").resolve("file");
            Files.write(file, MEGABYTE);
            disk.fill();
            assertThatThrownBy(() -> Files.write(file, MEGABYTE, StandardOpenOption.APPEND))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left");
            disk.free();
            assertThatCode(() -> Files.write(file, MEGABYTE, StandardOpenOption.APPEND))
                    .doesNotThrowAnyException();
        }
    }
}
