/**
 * The client of the HTTP door. It repeats only what moves money once however often it is sent, and it never says "failed" of
 * something whose outcome it does not know. Knows the JDK and Jackson, nothing else of the system.
 */
package io.settlement.client;
