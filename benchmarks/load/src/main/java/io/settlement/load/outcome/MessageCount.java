package io.settlement.load.outcome;

/** How many messages announce debited batches, by the broker's own offsets. */
@FunctionalInterface
public interface MessageCount {

    /** The topic's maximum offsets, added up. Only differences between two readings are used. */
    long announced() throws Exception;
}
