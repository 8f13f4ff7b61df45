package io.settlement.localstack;

/** The signals that an engine is sent; the names are those of the shell's kill. */
enum Signal {
    TERM,
    KILL,
    STOP,
    CONT
}
