/** The service that accepts transfers: HTTP in, one debit and one transactional message per batch out. */
package io.settlement.producer;
