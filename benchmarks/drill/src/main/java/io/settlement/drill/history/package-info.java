/**
 * What was asked of the system, what it answered and when, and what was done to it meanwhile: an append-only file of JSON
 * lines, one operation each. Nothing of it is kept in memory while it is written, and it is read line by line. Times are
 * microseconds since the start of the drill by one monotonic clock, so that "ended before the other started" means what it
 * says.
 */
package io.settlement.drill.history;
