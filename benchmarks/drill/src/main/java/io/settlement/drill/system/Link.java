package io.settlement.drill.system;

import io.settlement.faults.MySqlFaultProxy;

/**
 * The way of one service to one database.
 *
 * @param from name of the service's part
 * @param to name of the database's part
 */
public record Link(String from, String to, MySqlFaultProxy proxy) {}
