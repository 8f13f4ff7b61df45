/**
 * What a service sees of its databases and of whatever else it stands on, looked at from time to time and never by
 * somebody who waits for an answer: health and gauges read the last look, and an old look is none.
 */
package io.settlement.watch;
