package io.settlement.operator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Where a command reads and writes.
 *
 * @param live whether the progress line is rewritten in place
 */
record Terminal(InputStream in, PrintStream out, PrintStream err, boolean live) {

    static Terminal ofProcess() {
        return new Terminal(System.in, System.out, System.err, System.console() != null);
    }

    /** Asks on standard error; anything but yes, the end of the input too, is a no. */
    boolean confirms(String question) {
        err.print(question + " Type yes to go on: ");
        err.flush();
        try {
            var answer = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            boolean yes = answer != null && answer.strip().equals("yes");
            if (!yes) {
                err.println();
                err.println("Not confirmed: nothing was done. --yes does it without asking.");
            }
            return yes;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
