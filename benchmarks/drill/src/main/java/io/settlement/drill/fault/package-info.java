/**
 * What is done to the system: faults by name, each with its healing, and the nemesis that strikes them in an order that the
 * seed decides. A strike counts only if money was in flight in its moment.
 */
package io.settlement.drill.fault;
