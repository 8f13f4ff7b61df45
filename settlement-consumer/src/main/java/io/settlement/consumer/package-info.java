/** The settlement consumer as a service: what it is made of, and what it shows of itself. */
package io.settlement.consumer;
