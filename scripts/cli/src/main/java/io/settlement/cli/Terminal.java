package io.settlement.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Where the command reads and writes, always in UTF-8, and the environment that it was started in. */
record Terminal(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {

    static Terminal ofProcess() {
        return new Terminal(System.in, stream(FileDescriptor.out), stream(FileDescriptor.err), System.getenv());
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
