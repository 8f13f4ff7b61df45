package io.settlement.bench.measure;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What processes have used, as Linux counts it.
 *
 * @param cpuSeconds by process, since each began
 * @param bytesWritten by process, to storage; what this user may not read counts as 0
 * @param busySeconds processor time of the whole machine since it booted, whoever used it
 */
public record ProcessUse(Map<String, Double> cpuSeconds, Map<String, Long> bytesWritten, double busySeconds) {

    /** USER_HZ, which is 100 on every Linux that runs Java. */
    private static final double TICKS_PER_SECOND = 100.0;

    /** After the name in brackets, which may hold anything: state, then numbers. */
    private static final int USER_TICKS = 11;

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** @param processes by name */
    static ProcessUse now(Map<String, Long> processes) throws IOException {
        var cpu = new TreeMap<String, Double>();
        var written = new TreeMap<String, Long>();
        for (var process : processes.entrySet()) {
            var folder = Path.of("/proc", Long.toString(process.getValue()));
            cpu.put(process.getKey(), cpuOf(folder));
            written.put(process.getKey(), writtenBy(folder));
        }
        return new ProcessUse(cpu, written, busyNow());
    }

    ProcessUse since(ProcessUse earlier) {
        var cpu = new TreeMap<String, Double>();
        cpuSeconds.forEach((name, now) -> cpu.put(name, now - earlier.cpuSeconds.getOrDefault(name, now)));
        var written = new TreeMap<String, Long>();
        bytesWritten.forEach((name, now) -> written.put(name, now - earlier.bytesWritten.getOrDefault(name, now)));
        return new ProcessUse(cpu, written, busySeconds - earlier.busySeconds);
    }

    /** Processor time that somebody else used: the other load on the machine. */
    public double otherCpuSeconds() {
        return Math.max(
                0,
                busySeconds
                        - cpuSeconds.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum());
    }

    private static double cpuOf(Path process) throws IOException {
        var stat = Files.readString(process.resolve("stat"));
        var fields = BLANKS.split(stat.substring(stat.lastIndexOf(')') + 2));
        return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1])) / TICKS_PER_SECOND;
    }

    private static long writtenBy(Path process) throws IOException {
        try (var lines = Files.lines(process.resolve("io"))) {
            return lines.filter(line -> line.startsWith("write_bytes:"))
                    .mapToLong(line -> Long.parseLong(BLANKS.split(line)[1]))
                    .sum();
        } catch (AccessDeniedException notOurs) {
            return 0;
        }
    }

    /** user, nice, system, irq, softirq, steal; not idle and iowait. */
    private static double busyNow() throws IOException {
        var fields = BLANKS.split(
                Files.readString(Path.of("/proc/stat")).lines().findFirst().orElseThrow());
        long ticks = 0;
        for (int field : new int[] {1, 2, 3, 6, 7, 8}) {
            ticks += Long.parseLong(fields[field]);
        }
        return ticks / TICKS_PER_SECOND;
    }
}
