/** RocketMQ on the producer's side: the transactional message and the check-back that fences. */
package io.settlement.producer.messaging;
