package io.settlement.client;

/**
 * No producer took the request in time: none could be reached, or all were too busy. Nothing was done by this call, and it may be
 * repeated, with the same key where it has one. What an earlier call with that key did is another matter.
 */
public final class NotTaken extends SettlementException {
    private static final long serialVersionUID = 1L;

    NotTaken(String message, Problem problem) {
        super(message, problem, null);
    }
}
