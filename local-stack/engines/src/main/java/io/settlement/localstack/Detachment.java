package io.settlement.localstack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes a command out of the terminal's session, so that Ctrl-C at the prompt does not reach the engines: whoever started
 * them decides in which order they stop. setsid replaces itself with the command, so the process id stays the same.
 */
final class Detachment {
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private Detachment() {}

    static List<String> of(List<String> command) {
        return Files.isExecutable(SETSID)
                ? Stream.concat(Stream.of(SETSID.toString()), command.stream()).toList()
                : command;
    }
}
