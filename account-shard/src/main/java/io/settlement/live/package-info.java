/**
 * Documents that a service follows in Nacos while it runs. There is one way in, {@code LiveDocument}: what comes is read as a
 * whole and put in force, or refused, and then what was in force stays, also over a restart. Both services import {@code
 * LiveConfiguration} and bring their documents. The ledger knows nothing of this package.
 */
package io.settlement.live;
