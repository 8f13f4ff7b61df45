package io.settlement.subscriber;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is subscribed to. Bound from {@code settlement.subscriber}.
 *
 * @param instance this process's name among those on its machine; a broadcast is continued under the same name
 * @param notifications whether this process notifies holders of SA accounts
 * @param settlementNotices whether this process writes settlement notices to holders of SP accounts
 * @param rememberedAccounts accounts per purpose whose latest sequence is remembered
 * @param startRetry pause between two tries to start while the name server is away
 */
@Validated
@ConfigurationProperties("settlement.subscriber")
record SubscriberProperties(
        @Pattern(regexp = "[A-Za-z0-9-]{1,32}") @DefaultValue("one")
        String instance,

        @DefaultValue("true") boolean notifications,
        @DefaultValue("true") boolean settlementNotices,
        @Min(1) @Max(10_000_000) @DefaultValue("100000") int rememberedAccounts,
        @DurationMin(millis = 1) @DefaultValue("2s") Duration startRetry) {}
