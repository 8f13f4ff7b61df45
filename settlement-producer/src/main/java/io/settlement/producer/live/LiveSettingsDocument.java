package io.settlement.producer.live;

import io.settlement.live.DocumentJson;
import io.settlement.live.DocumentSchema;
import io.settlement.live.LogLevels;
import io.settlement.live.ReasonedSwitch;
import java.util.Map;

/** Reads live settings, and refuses whatever is none. */
public final class LiveSettingsDocument implements DocumentSchema<LiveSettings> {

    private static final DocumentJson<Written> JSON =
            new DocumentJson<>(Written.class, "a JSON object of live settings", 16 * 1024);

    /** As it is written. What is left out is as at the start. */
    record Written(Boolean readOnly, String reason, Map<String, String> logLevels) {}

    @Override
    public LiveSettings read(String text) {
        var written = JSON.read(text);
        return new LiveSettings(
                ReasonedSwitch.read("readOnly", written.readOnly, written.reason), LogLevels.read(written.logLevels));
    }

    /** Never: what is lifted has to be written. */
    @Override
    public boolean isEmpty(LiveSettings settings) {
        return false;
    }
}
