package io.settlement.producer.batching;

/**
 * How many instructions may wait in a lane and be cut into one batch. Set while lanes run; each takes what it finds at the
 * next instruction and the next batch. Safe for any number of threads.
 */
final class LaneBounds {

    private final int longestQueue;
    private volatile int queueCapacity;
    private volatile int maxBatch;

    LaneBounds(BatchingProperties start) {
        longestQueue = start.queueCapacity();
        set(start.queueCapacity(), start.maxBatch());
    }

    /** @param capacity up to that of the start, for which the room was taken then */
    void set(int capacity, int batch) {
        if (capacity < 1 || capacity > longestQueue || batch < 1 || batch > BatchingProperties.LARGEST_BATCH) {
            throw new IllegalArgumentException(
                    "a queue of " + capacity + " or a batch of " + batch + " is out of bounds");
        }
        queueCapacity = capacity;
        maxBatch = batch;
    }

    /** What a queue is made for. */
    int longestQueue() {
        return longestQueue;
    }

    int queueCapacity() {
        return queueCapacity;
    }

    int maxBatch() {
        return maxBatch;
    }
}
