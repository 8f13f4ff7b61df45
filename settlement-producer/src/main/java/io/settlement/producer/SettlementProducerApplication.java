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
        SpringApplication.run(SettlementProducerApplication.class, arguments);
    }
}
