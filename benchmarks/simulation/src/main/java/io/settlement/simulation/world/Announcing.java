package io.settlement.simulation.world;

import io.settlement.producer.batching.Announcer;
import io.settlement.producer.messaging.HalfMessageListener;

/** How producers bring a debit and its message together. */
public interface Announcing {

    Announcer over(Broker broker, Faults faults, HalfMessageListener listener);
}
