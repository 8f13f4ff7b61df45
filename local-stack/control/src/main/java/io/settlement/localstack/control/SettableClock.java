package io.settlement.localstack.control;

import io.settlement.localstack.PrivateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A clock that jumps while a process runs, by libfaketime, where the machine has it. The time since the process started
 * goes on as it does: nobody sleeps longer or shorter.
 */
final class SettableClock {

    private static final Set<String> MEMBERS = Set.of("producer-1", "consumer-1");

    private static final List<Path> LIBRARIES = Stream.of("x86_64-linux-gnu/faketime", "faketime")
            .map(folder -> Path.of("/usr/lib", folder, "libfaketimeMT.so.1"))
            .toList();

    private final Path file;
    private final Optional<Path> library;

    /** @param file holds what the clock is ahead by; read again each second */
    SettableClock(Path file) {
        this.file = file;
        this.library = LIBRARIES.stream().filter(Files::isReadable).findFirst();
        library.ifPresent(there -> set(Duration.ZERO));
    }

    boolean isThere() {
        return library.isPresent();
    }

    void set(Duration ahead) {
        PrivateFile.write(file, (ahead.isNegative() ? "" : "+") + ahead.toSeconds() + "\n");
    }

    /** The command under this clock, for the services that have it. */
    List<String> over(String member, List<String> command) {
        if (library.isEmpty() || !MEMBERS.contains(member)) {
            return command;
        }
        var whole = new ArrayList<>(List.of(
                "/usr/bin/env",
                "LD_PRELOAD=" + library.get(),
                "FAKETIME_TIMESTAMP_FILE=" + file,
                "FAKETIME_CACHE_DURATION=1",
                "FAKETIME_DONT_RESET=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                "DONT_FAKE_MONOTONIC=1",
                // The mend is for older C libraries; with this one it ends every wait at once.
                "FAKETIME_FORCE_MONOTONIC_FIX=0"));
        whole.addAll(command);
        return whole;
    }
}
