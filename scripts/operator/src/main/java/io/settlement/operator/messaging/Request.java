package io.settlement.operator.messaging;

import java.util.concurrent.Callable;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;

/** One request to the broker: how its many checked exceptions become one line. */
final class Request {

    private Request() {}

    static <T> T send(String what, Callable<T> call) {
        try {
            return call.call();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new BrokerTrouble("interrupted: " + what, stopping);
        } catch (BrokerTrouble already) {
            throw already;
        } catch (Exception refused) {
            throw new BrokerTrouble(
                    "could not " + what + ": "
                            + String.valueOf(refused.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                    refused);
        }
    }

    /** The broker's or the client's code for what went wrong; -1 for anything else. */
    static int codeOf(Throwable failed) {
        if (failed instanceof MQBrokerException broker) {
            return broker.getResponseCode();
        }
        return failed instanceof MQClientException client ? client.getResponseCode() : -1;
    }
}
