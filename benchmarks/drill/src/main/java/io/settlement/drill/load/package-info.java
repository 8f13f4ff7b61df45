/**
 * What goes on while faults strike: customers pay, singly and in bulks, under keys that they repeat; accounts are opened,
 * frozen and closed; others read. Everything is chosen by the seed, asked over HTTP alone and recorded.
 */
package io.settlement.drill.load;
