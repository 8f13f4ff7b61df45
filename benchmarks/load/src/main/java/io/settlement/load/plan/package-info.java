/**
 * What will be asked of the system and how each of it must end, decided before anything is sent. A plan is made so that
 * the outcome of a transfer does not depend on the order in which transfers are served: a payer either has enough for
 * everything it will ever pay, or has nothing and receives nothing. That is what allows the check to compare transfer by
 * transfer instead of comparing totals.
 */
package io.settlement.load.plan;
