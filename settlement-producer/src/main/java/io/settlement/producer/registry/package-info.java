/** Nacos as the registry of this service: what it tells of itself there, and whether it can be reached. */
package io.settlement.producer.registry;
