/** The crash drill: a system of its own, load, faults, and a verdict. {@code scripts/crash-drill} starts it. */
package io.settlement.drill;
