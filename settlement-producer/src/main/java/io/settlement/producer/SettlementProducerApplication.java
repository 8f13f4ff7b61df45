package io.settlement.producer;

import io.settlement.ledger.wiring.LedgerConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** Starts the producer. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import(LedgerConfiguration.class)
public class SettlementProducerApplication {

    public static void main(String[] arguments) {
        keepSentinelQuiet();
        SpringApplication.run(SettlementProducerApplication.class, arguments);
    }

    /** Sentinel would write its own logs and, every second, its metrics into the home directory. */
    static void keepSentinelQuiet() {
        setUnlessGiven("csp.sentinel.app.name", "settlement-producer");
        setUnlessGiven("csp.sentinel.log.dir", "logs/sentinel");
        setUnlessGiven("csp.sentinel.metric.flush.interval", "0");
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
