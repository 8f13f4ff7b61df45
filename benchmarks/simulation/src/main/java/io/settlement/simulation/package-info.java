/**
 * Runs histories of the settlement logic in one process, as many as time allows, each from a seed that replays it. See the
 * module's README for what in them is the services' own code.
 */
package io.settlement.simulation;
