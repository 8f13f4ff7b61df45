package io.settlement.consumer.live;

import io.settlement.live.DocumentJson;
import io.settlement.live.DocumentSchema;
import io.settlement.live.LogLevels;
import io.settlement.live.ReasonedSwitch;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/** Reads live settings, and refuses whatever is none. */
public final class LiveSettingsDocument implements DocumentSchema<LiveSettings> {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    /** Beyond it a lost notice would keep money in flight for longer than anybody waits. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Pattern DURATION = Pattern.compile("\\d{1,7}(ms|s|m)");

    private static final DocumentJson<Written> JSON =
            new DocumentJson<>(Written.class, "a JSON object of live settings", 16 * 1024);

    private final Duration acknowledged;
    private final Duration firstPause;

    /**
     * @param acknowledged what a notice may take from its pull to its acknowledgement: a batch that is younger may be in
     *     a listener's hands, and would be settled twice at once if it were swept
     * @param firstPause where the sweeper's back-off begins
     */
    public LiveSettingsDocument(Duration acknowledged, Duration firstPause) {
        this.acknowledged = longer(acknowledged, SHORTEST);
        this.firstPause = longer(firstPause, SHORTEST);
    }

    /** As it is written. What is left out is as at the start. */
    record Written(Boolean paused, String reason, Sweeper sweeper, Map<String, String> logLevels) {}

    record Sweeper(String age, String longestPause) {
        static final Sweeper AS_AT_THE_START = new Sweeper(null, null);
    }

    @Override
    public LiveSettings read(String text) {
        var written = JSON.read(text);
        var sweeper = written.sweeper == null ? Sweeper.AS_AT_THE_START : written.sweeper;
        return new LiveSettings(
                ReasonedSwitch.read("paused", written.paused, written.reason),
                duration("sweeper.age", sweeper.age, acknowledged),
                duration("sweeper.longestPause", sweeper.longestPause, firstPause),
                LogLevels.read(written.logLevels));
    }

    /** Never: what is lifted has to be written. */
    @Override
    public boolean isEmpty(LiveSettings settings) {
        return false;
    }

    private static Optional<Duration> duration(String name, String written, Duration shortest) {
        if (written == null) {
            return Optional.empty();
        }
        var bounds = " from " + DurationStyle.SIMPLE.print(shortest) + " to " + DurationStyle.SIMPLE.print(LONGEST);
        if (!DURATION.matcher(written).matches()) {
            throw new IllegalArgumentException(name + " is a duration" + bounds + ", such as 5s");
        }
        var duration = DurationStyle.SIMPLE.parse(written);
        if (duration.compareTo(shortest) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be" + bounds);
        }
        return Optional.of(duration);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
