/**
 * Documents that a service follows while it runs. There is one way in, {@code LiveDocument}: what comes is read as a whole
 * and put in force, or refused, and then what was in force stays, also over a restart. Where it comes from is the service's affair.
 */
package io.settlement.live;
