package io.settlement.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of a process as the kernel reports it, for the status command. */
final class ResidentMemory {
    private static final String FIELD = "VmRSS:";
    private static final long KIBIBYTE = 1_024;

    private ResidentMemory() {}

    static long bytesOf(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith(FIELD))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE)
                    .findFirst()
                    .orElse(0);
        } catch (IOException ended) {
            return 0;
        }
    }
}
