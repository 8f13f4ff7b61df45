package io.settlement.localstack;

/**
 * A name server and its broker, which only make sense together.
 *
 * @param nameServer started first, stopped last
 * @param broker registered there
 */
public record RocketMq(NameServer nameServer, Broker broker) {
    public void start() {
        nameServer.start();
        broker.start();
    }

    public void stop() {
        broker.stop();
        nameServer.stop();
    }
}
