package io.settlement.client;

import java.util.Optional;

/** A call that brought no result. Which of the three it is says what may be done next. */
public abstract sealed class SettlementException extends RuntimeException
        permits RequestRefused, NotTaken, OutcomeUnknown {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    SettlementException(String message, Problem problem, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    /** What a producer answered last; empty where none did. */
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }
}
