package io.settlement.producer.live;

import io.settlement.live.DocumentJson;
import io.settlement.live.DocumentSchema;
import io.settlement.live.LogLevels;
import io.settlement.live.ReasonedSwitch;
import io.settlement.producer.batching.BatchingProperties;
import java.util.Map;
import java.util.Optional;

/** Reads live settings, and refuses whatever is none. */
public final class LiveSettingsDocument implements DocumentSchema<LiveSettings> {

    private static final DocumentJson<Written> JSON =
            new DocumentJson<>(Written.class, "a JSON object of live settings", 16 * 1024);

    private final int longestQueue;

    /** @param longestQueue what a queue had at the start: room for more was never taken */
    public LiveSettingsDocument(int longestQueue) {
        this.longestQueue = longestQueue;
    }

    /** As it is written. What is left out is as at the start. */
    record Written(Boolean readOnly, String reason, Batching batching, Map<String, String> logLevels) {}

    record Batching(Integer maxBatch, Integer queueCapacity) {
        static final Batching AS_AT_THE_START = new Batching(null, null);
    }

    @Override
    public LiveSettings read(String text) {
        var written = JSON.read(text);
        var batching = written.batching == null ? Batching.AS_AT_THE_START : written.batching;
        return new LiveSettings(
                ReasonedSwitch.read("readOnly", written.readOnly, written.reason),
                upTo(BatchingProperties.LARGEST_BATCH, "batching.maxBatch", batching.maxBatch),
                upTo(longestQueue, "batching.queueCapacity", batching.queueCapacity),
                LogLevels.read(written.logLevels));
    }

    /** Never: what is lifted has to be written. */
    @Override
    public boolean isEmpty(LiveSettings settings) {
        return false;
    }

    private static Optional<Integer> upTo(int most, String name, Integer written) {
        if (written != null && (written < 1 || written > most)) {
            throw new IllegalArgumentException(name + " must be from 1 to " + most);
        }
        return Optional.ofNullable(written);
    }
}
