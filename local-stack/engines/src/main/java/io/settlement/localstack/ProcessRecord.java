package io.settlement.localstack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which process an engine is, as written to its pid file: the id alone is not enough, because the system hands ids out
 * again. The start time (in kernel ticks, which no clock change moves) and the boot it counts from make it unique.
 *
 * @param pid process id
 * @param startTicks start time as the kernel counts it
 * @param boot id of the boot that the ticks count from
 */
record ProcessRecord(long pid, long startTicks, String boot) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int STATE_FIELD = 0;
    private static final int START_TICKS_FIELD = 19;

    static ProcessRecord of(long pid) {
        String[] stat = stat(pid).orElseThrow(() -> new EngineFailed("Process " + pid + " ended at once."));
        return new ProcessRecord(pid, Long.parseLong(stat[START_TICKS_FIELD]), currentBoot());
    }

    /** Reads a pid file; empty if there is none or it is not one of ours. */
    static Optional<ProcessRecord> read(Path file) {
        try {
            String[] words = Files.readString(file).trim().split(" ");
            return Optional.of(new ProcessRecord(Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]));
        } catch (IOException | RuntimeException absentOrForeign) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        Files.writeString(file, pid + " " + startTicks + " " + boot + "\n");
    }

    /** Whether exactly this process still runs. Another process with the same id is not it. */
    boolean isAlive() {
        return boot.equals(currentBoot())
                && stat(pid)
                        .filter(stat -> Long.parseLong(stat[START_TICKS_FIELD]) == startTicks)
                        .filter(stat -> !stat[STATE_FIELD].equals("Z") || hasOtherThreads())
                        .isPresent();
    }

    /**
     * A zombie has ended only when its last thread has: after a SIGKILL the first thread is one at once, while the others
     * still hold the ports.
     */
    private boolean hasOtherThreads() {
        String[] threads = new File("/proc/" + pid + "/task").list();
        return threads != null && threads.length > 1;
    }

    /** The fields of /proc/pid/stat from the state on: the name before them may itself hold blanks and brackets. */
    private static Optional<String[]> stat(long pid) {
        try {
            String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return Optional.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    private static String currentBoot() {
        try {
            return Files.readString(BOOT_ID).trim();
        } catch (IOException unreadable) {
            return "unknown";
        }
    }
}
