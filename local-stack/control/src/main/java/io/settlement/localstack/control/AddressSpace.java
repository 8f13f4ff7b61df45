package io.settlement.localstack.control;

import io.settlement.localstack.EngineFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process may have of memory. */
final class AddressSpace {

    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    private AddressSpace() {}

    static boolean canBeClosed() {
        return Files.isExecutable(PRLIMIT);
    }

    /** No page more: every wish for memory is refused from now on, to the heap, to a thread, to a connection. */
    static void close(long pid) {
        try {
            var process = new ProcessBuilder(PRLIMIT.toString(), "--pid", Long.toString(pid), "--as=1:1")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new EngineFailed("prlimit could not limit process " + pid);
            }
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
