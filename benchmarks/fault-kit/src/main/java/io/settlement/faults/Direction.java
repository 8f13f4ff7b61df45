package io.settlement.faults;

/** One of the two ways through a proxied connection, named from the side that opened it. */
public enum Direction {
    CLIENT_TO_SERVER,
    SERVER_TO_CLIENT
}
