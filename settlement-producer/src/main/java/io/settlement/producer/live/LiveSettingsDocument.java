package io.settlement.producer.live;

import io.settlement.live.DocumentJson;
import io.settlement.live.DocumentSchema;
import io.settlement.live.LogLevels;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads live settings, and refuses what is none: topics, the number of shards and when a message counts as sent are not. */
public final class LiveSettingsDocument implements DocumentSchema<LiveSettings> {

    /** Callers read it: one line of what may stand in any answer. */
    private static final Pattern REASON = Pattern.compile("[^\\p{Cntrl}\"\\\\]{1,200}");

    private static final DocumentJson<Written> JSON =
            new DocumentJson<>(Written.class, "a JSON object of live settings", 16 * 1024);

    /** As it is written. What is left out is as at the start. */
    record Written(Boolean readOnly, String reason, Map<String, String> logLevels) {}

    @Override
    public LiveSettings read(String text) {
        var written = JSON.read(text);
        require(
                written.readOnly != null,
                "readOnly is missing; it is true or false, so that nothing is lifted by leaving it out");
        require(written.readOnly == (written.reason != null), "reason goes with readOnly true, and with it alone");
        require(
                written.reason == null || REASON.matcher(written.reason).matches(),
                "reason is one line of 1 to 200 characters without quotes");
        return new LiveSettings(Optional.ofNullable(written.reason), LogLevels.read(written.logLevels));
    }

    /** Never: what is lifted has to be written. */
    @Override
    public boolean isEmpty(LiveSettings settings) {
        return false;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
