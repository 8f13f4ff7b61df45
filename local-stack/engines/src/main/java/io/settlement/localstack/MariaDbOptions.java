package io.settlement.localstack;

/**
 * How one MariaDB server is run.
 *
 * @param port TCP port, bound to 127.0.0.1 only
 * @param bufferPoolMegabytes memory for pages
 * @param logFileMegabytes redo log; too small a log makes the server flush pages in the middle of a load
 * @param binlog whether a binary log is written. Off by default: sync_binlog has no effect then, and figures measured
 *     without it must say so
 * @param maxConnections connections accepted at once
 */
public record MariaDbOptions(
        int port, int bufferPoolMegabytes, int logFileMegabytes, boolean binlog, int maxConnections) {
    public static final int DEFAULT_PORT = 3307;
    private static final int SMALLEST_MEGABYTES = 16;

    public MariaDbOptions {
        if (bufferPoolMegabytes < SMALLEST_MEGABYTES || logFileMegabytes < SMALLEST_MEGABYTES) {
            throw new IllegalArgumentException("Buffer pool and log file need at least " + SMALLEST_MEGABYTES + " MB.");
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections must be positive: " + maxConnections);
        }
    }

    /** On 3307, beside a MySQL that may be installed already. */
    public static MariaDbOptions defaults() {
        return new MariaDbOptions(DEFAULT_PORT, 512, 512, false, 200);
    }

    /** For tests: a port that is free now, little memory. */
    public static MariaDbOptions anyFreePorts() {
        return new MariaDbOptions(FreePorts.withNeighbours(), 128, 96, false, 200);
    }

    public MariaDbOptions withPort(int other) {
        return new MariaDbOptions(other, bufferPoolMegabytes, logFileMegabytes, binlog, maxConnections);
    }

    public MariaDbOptions withBufferPoolMegabytes(int other) {
        return new MariaDbOptions(port, other, logFileMegabytes, binlog, maxConnections);
    }

    public MariaDbOptions withBinlog(boolean other) {
        return new MariaDbOptions(port, bufferPoolMegabytes, logFileMegabytes, other, maxConnections);
    }

    public MariaDbOptions withMaxConnections(int other) {
        return new MariaDbOptions(port, bufferPoolMegabytes, logFileMegabytes, binlog, other);
    }
}
