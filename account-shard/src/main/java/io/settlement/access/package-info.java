/**
 * Who may come in: API keys, what each may do and for whom. The keys live in settlement_control; whose an account is
 * lives on its shard, and is decided there. Knows no HTTP.
 */
package io.settlement.access;
