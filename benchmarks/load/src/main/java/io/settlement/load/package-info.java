/**
 * The demo's run: opens the accounts of a plan, sends its transfers through the producers' door, waits until each one has
 * ended, and prints what was found beside what was predicted. Starts no engine and no service: whoever does hands in
 * where they are.
 */
package io.settlement.load;
