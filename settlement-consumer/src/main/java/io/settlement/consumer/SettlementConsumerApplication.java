package io.settlement.consumer;

import io.settlement.ledger.wiring.LedgerConfiguration;
import io.settlement.live.LiveConfiguration;
import io.settlement.watch.WatchConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The service that credits payees and finishes transfers: {@code java -jar settlement-consumer-exec.jar}. */
@SpringBootApplication
@Import({LedgerConfiguration.class, LiveConfiguration.class, WatchConfiguration.class})
public class SettlementConsumerApplication {

    public static void main(String[] arguments) {
        quietClientLogs();
        SpringApplication.run(SettlementConsumerApplication.class, arguments);
    }

    /** The clients of RocketMQ and Nacos bring a logging of their own, which writes into the home directory. */
    static void quietClientLogs() {
        setUnlessGiven("rocketmq.log.root", "logs/rocketmq");
        setUnlessGiven("rocketmq.log.level", "warn");
        setUnlessGiven("nacos.logging.default.config.enabled", "false");
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
