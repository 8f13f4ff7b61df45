package io.settlement.consumer.messaging;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How messages are taken. Bound from {@code settlement.listener}.
 *
 * @param threads listener calls at the same time
 * @param messages messages of one call, and of one pull, at most; the broker's own cap must not be lower
 * @param drain how long a closing process waits for the calls under way
 * @param startRetry pause between two tries to start while the name server is away
 */
@Validated
@ConfigurationProperties("settlement.listener")
public record ListenerProperties(
        @Min(1) @Max(64) @DefaultValue("4") int threads,
        @Min(1) @Max(1_024) @DefaultValue("32") int messages,
        @DurationMin(millis = 0) @DefaultValue("10s") Duration drain,
        @DurationMin(millis = 1) @DefaultValue("2s") Duration startRetry) {}
