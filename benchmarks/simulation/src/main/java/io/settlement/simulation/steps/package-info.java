/** What simulated processes do to the world outside of them, step by step, and what may happen at a step. */
package io.settlement.simulation.steps;
