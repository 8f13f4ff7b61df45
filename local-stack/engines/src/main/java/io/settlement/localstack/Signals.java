package io.settlement.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Sends signals through the shell's own kill: the JDK has no SIGSTOP, and a kill program is not installed everywhere. */
final class Signals {
    private Signals() {}

    /** A process that has ended meanwhile is no error. */
    static void send(Signal signal, long pid) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " \"$1\"", "kill", Long.toString(pid))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noShell) {
            throw new UncheckedIOException(noShell);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
