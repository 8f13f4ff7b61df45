package io.settlement.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Kills an engine when this JVM is gone, also after a SIGKILL that no shutdown hook survives. It is a shell that reads
 * from a pipe: the kernel closes the pipe when the JVM ends, the read fails, and the shell kills. Nothing is polled.
 */
final class Watchdog {
    private static final String SCRIPT = "trap '' INT TERM HUP; read -r line || kill -KILL \"$1\"";

    private final Process shell;

    private Watchdog(Process shell) {
        this.shell = shell;
    }

    static Watchdog over(long pid) throws IOException {
        List<String> command = List.of("sh", "-c", SCRIPT, "watchdog", Long.toString(pid));
        return new Watchdog(new ProcessBuilder(Detachment.of(command))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** The engine has ended and its id may soon belong to somebody else. */
    void release() {
        try {
            if (shell.isAlive()) {
                shell.getOutputStream().write("released\n".getBytes(StandardCharsets.US_ASCII));
                shell.getOutputStream().close();
            }
        } catch (IOException closed) {
            if (shell.isAlive()) {
                throw new UncheckedIOException(closed);
            }
        }
    }
}
