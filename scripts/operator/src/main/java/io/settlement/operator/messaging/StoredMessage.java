package io.settlement.operator.messaging;

import java.time.Instant;
import java.util.Optional;

/**
 * A message as the broker keeps it; everything in it is untrusted.
 *
 * @param id of the message
 * @param storedAt by the broker's clock
 * @param meantFor the topic that a parked half was sent to, or that a dead letter came from; empty if it does not say
 */
public record StoredMessage(String id, Instant storedAt, Optional<String> meantFor, byte[] body) {}
