package io.settlement.producer.live;

import io.settlement.live.LogLevels;
import io.settlement.producer.batching.BatchingProperties;
import io.settlement.producer.batching.DebitLanes;
import java.util.function.Consumer;

/** Puts live settings in force. What they leave out is as it was at the start of the process. */
final class LiveTargets implements Consumer<LiveSettings> {

    private final ReadOnlyMode readOnly;
    private final DebitLanes lanes;
    private final BatchingProperties start;
    private final LogLevels levels;

    LiveTargets(ReadOnlyMode readOnly, DebitLanes lanes, BatchingProperties start, LogLevels levels) {
        this.readOnly = readOnly;
        this.lanes = lanes;
        this.start = start;
        this.levels = levels;
    }

    @Override
    public void accept(LiveSettings settings) {
        readOnly.set(settings.readOnly());
        lanes.setBounds(
                settings.queueCapacity().orElse(start.queueCapacity()),
                settings.maxBatch().orElse(start.maxBatch()));
        levels.replace(settings.logLevels());
    }
}
