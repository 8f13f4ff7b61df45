/**
 * What goes over RocketMQ: topic and group names and the messages. Plain JDK, versioned, pinned by tests with literal
 * text, so that a consumer in another language can be written from here.
 */
package io.settlement.contract;
