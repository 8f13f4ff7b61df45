package io.settlement.localstack;

/**
 * How one database server is run.
 *
 * @param port TCP port, bound to 127.0.0.1 only
 * @param bufferPoolMegabytes memory for pages
 * @param logFileMegabytes redo log; too small a log makes the server flush pages in the middle of a load
 * @param binlog whether a binary log is written. Off by default: sync_binlog has no effect then, and figures measured
 *     without it must say so
 * @param maxConnections connections accepted at once
 */
public record DatabaseOptions(
        int port, int bufferPoolMegabytes, int logFileMegabytes, boolean binlog, int maxConnections) {
    public static final int DEFAULT_PORT = 3307;
    private static final int SMALLEST_MEGABYTES = 16;

    public DatabaseOptions {
        if (bufferPoolMegabytes < SMALLEST_MEGABYTES || logFileMegabytes < SMALLEST_MEGABYTES) {
            throw new IllegalArgumentException("Buffer pool and log file need at least " + SMALLEST_MEGABYTES + " MB.");
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections must be positive: " + maxConnections);
        }
    }

    /** On 3307, beside a MySQL that may be installed already. */
    public static DatabaseOptions defaults() {
        return new DatabaseOptions(DEFAULT_PORT, 512, 512, false, 200);
    }

    /** For tests: a port that is free now, little memory. */
    public static DatabaseOptions anyFreePorts() {
        return new DatabaseOptions(FreePorts.withNeighbours(), 128, 96, false, 200);
    }

    public DatabaseOptions withPort(int other) {
        return new DatabaseOptions(other, bufferPoolMegabytes, logFileMegabytes, binlog, maxConnections);
    }

    public DatabaseOptions withBufferPoolMegabytes(int other) {
        return new DatabaseOptions(port, other, logFileMegabytes, binlog, maxConnections);
    }

    public DatabaseOptions withBinlog(boolean other) {
        return new DatabaseOptions(port, bufferPoolMegabytes, logFileMegabytes, other, maxConnections);
    }

    public DatabaseOptions withMaxConnections(int other) {
        return new DatabaseOptions(port, bufferPoolMegabytes, logFileMegabytes, binlog, other);
    }
}
