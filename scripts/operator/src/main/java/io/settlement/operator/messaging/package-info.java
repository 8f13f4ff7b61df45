/** The broker as an operator needs it: what is stored in its dead-letter topics, and how far a group has read. */
package io.settlement.operator.messaging;
