package io.settlement.consumer;

import io.settlement.ledger.wiring.LedgerConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The service that credits payees and finishes transfers: {@code java -jar settlement-consumer-exec.jar}. */
@SpringBootApplication
@Import(LedgerConfiguration.class)
public class SettlementConsumerApplication {

    public static void main(String[] arguments) {
        // RocketMQ's client would otherwise write log files of its own into the home directory.
        System.setProperty("rocketmq.client.logUseSlf4j", "true");
        SpringApplication.run(SettlementConsumerApplication.class, arguments);
    }
}
