/**
 * Who may come through the door: every request carries a key, every endpoint names the scope it needs, and every
 * account is reached by its owner only. Debits are not decided here but on the account's locked row.
 */
package io.settlement.producer.access;
