/** The command: its options, the rounds in which contenders take turns, and what is written when they are over. */
package io.settlement.bench;
