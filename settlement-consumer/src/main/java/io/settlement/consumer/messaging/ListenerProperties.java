package io.settlement.consumer.messaging;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DataSizeUnit;
import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;
import org.springframework.validation.annotation.Validated;

/**
 * How messages are taken. Bound from {@code settlement.listener}.
 *
 * @param threads listener calls at the same time
 * @param messages messages of one call, and of one pull, at most; the broker's own cap must not be lower
 * @param waiting messages of all queues that this process has pulled and not finished, at most
 * @param waitingSize their bodies, at most; a notice has as much again in its keys. At least 1MB, by whole MB
 * @param drain how long a closing process waits for the calls under way
 * @param startRetry pause between two tries to start while the name server is away
 */
@Validated
@ConfigurationProperties("settlement.listener")
public record ListenerProperties(
        @Min(1) @Max(64) @DefaultValue("4") int threads,
        @Min(1) @Max(1_024) @DefaultValue("32") int messages,
        @Min(1) @Max(65_536) @DefaultValue("512") int waiting,

        @DataSizeUnit(DataUnit.MEGABYTES) @DefaultValue("16MB")
        DataSize waitingSize,

        @DurationMin(millis = 0) @DefaultValue("10s") Duration drain,
        @DurationMin(millis = 1) @DefaultValue("2s") Duration startRetry) {

    public ListenerProperties {
        if (waitingSize.toMegabytes() < 1 || waitingSize.toMegabytes() > 1_024) {
            throw new IllegalArgumentException("settlement.listener: waiting-size must be from 1MB to 1GB");
        }
    }
}
