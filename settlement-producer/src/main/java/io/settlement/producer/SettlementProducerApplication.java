package io.settlement.producer;

import io.settlement.ledger.wiring.LedgerConfiguration;
import io.settlement.live.LiveConfiguration;
import io.settlement.watch.WatchConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** Starts the producer. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import({LedgerConfiguration.class, LiveConfiguration.class, WatchConfiguration.class})
public class SettlementProducerApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(SettlementProducerApplication.class, arguments);
    }
}
