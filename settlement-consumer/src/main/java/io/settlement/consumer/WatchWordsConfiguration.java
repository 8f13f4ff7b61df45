package io.settlement.consumer;

import io.settlement.watch.StillWorks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this service can do without, in words. */
@Configuration(proxyBeanMethods = false)
class WatchWordsConfiguration {

    @Bean
    StillWorks stillWorks() {
        return new StillWorks(
                "everything between the other shards; what touches a missing one stays in flight and ends when it is back",
                "everything; a consumer that starts now draws its node number by chance");
    }
}
