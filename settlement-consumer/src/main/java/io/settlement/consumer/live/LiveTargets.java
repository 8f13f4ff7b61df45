package io.settlement.consumer.live;

import io.settlement.consumer.messaging.PullPause;
import io.settlement.consumer.sweeping.Sweeper;
import io.settlement.consumer.sweeping.SweeperProperties;
import io.settlement.live.LogLevels;
import java.util.function.Consumer;

/** Puts live settings in force. What they leave out is as it was at the start of the process. */
final class LiveTargets implements Consumer<LiveSettings> {

    private final PullPause pull;
    private final Sweeper sweeper;
    private final SweeperProperties start;
    private final LogLevels levels;

    LiveTargets(PullPause pull, Sweeper sweeper, SweeperProperties start, LogLevels levels) {
        this.pull = pull;
        this.sweeper = sweeper;
        this.start = start;
        this.levels = levels;
    }

    @Override
    public void accept(LiveSettings settings) {
        pull.set(settings.paused());
        sweeper.setAges(
                settings.sweeperAge().orElse(start.age()),
                settings.sweeperLongestPause().orElse(start.longestPause()));
        levels.replace(settings.logLevels());
    }
}
