/**
 * Money as an immutable value: a count of minor units and an ISO 4217 currency. Nothing here rounds, and no floating
 * point number ever stands for an amount.
 */
package io.settlement.money;
