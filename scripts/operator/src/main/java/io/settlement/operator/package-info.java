/**
 * The operator's commands: replay, give-up, rewind, reconcile. They work against any deployment whose databases and broker
 * a configuration file names, show first what would happen, and move money through the ledger's owner classes alone.
 */
package io.settlement.operator;
