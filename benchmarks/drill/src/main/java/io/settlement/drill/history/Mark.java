package io.settlement.drill.history;

/** The balance, in minor units, after the line of this sequence; 0 is before the first. */
public record Mark(long sequence, long balance) {}
