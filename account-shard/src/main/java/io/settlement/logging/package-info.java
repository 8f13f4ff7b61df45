/** How log lines are written where they are JSON. */
package io.settlement.logging;
