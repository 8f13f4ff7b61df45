package io.settlement.producer.live;

import io.settlement.live.DocumentSchema;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.logging.LogLevel;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads live settings, and refuses what is none: topics, the number of shards and when a message counts as sent are not. */
public final class LiveSettingsDocument implements DocumentSchema<LiveSettings> {

    private static final int LONGEST = 16 * 1024;
    private static final int MOST_LOGGERS = 50;
    private static final Pattern LOGGER = Pattern.compile("[A-Za-z0-9_$.]{1,200}");
    /** Callers read it: one line of what may stand in any answer. */
    private static final Pattern REASON = Pattern.compile("[^\\p{Cntrl}\"\\\\]{1,200}");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** As it is written. What is left out is as at the start. */
    record Written(Boolean readOnly, String reason, Map<String, String> logLevels) {}

    @Override
    public LiveSettings read(String text) {
        require(text.length() <= LONGEST, "it is longer than " + LONGEST + " characters");
        var written = parse(text);
        require(
                written.readOnly != null,
                "readOnly is missing; it is true or false, so that nothing is lifted by leaving it out");
        require(written.readOnly == (written.reason != null), "reason goes with readOnly true, and with it alone");
        require(
                written.reason == null || REASON.matcher(written.reason).matches(),
                "reason is one line of 1 to 200 characters without quotes");
        return new LiveSettings(Optional.ofNullable(written.reason), levels(written.logLevels));
    }

    /** Never: what is lifted has to be written. */
    @Override
    public boolean isEmpty(LiveSettings settings) {
        return false;
    }

    private static Written parse(String text) {
        try {
            var written = JSON.readValue(text, Written.class);
            require(written != null, "it is not a JSON object of live settings");
            return written;
        } catch (JacksonException wrong) {
            throw new IllegalArgumentException(
                    "it is not a JSON object of live settings: " + wrong.getOriginalMessage(), wrong);
        }
    }

    private static Map<String, LogLevel> levels(Map<String, String> written) {
        if (written == null) {
            return Map.of();
        }
        require(written.size() <= MOST_LOGGERS, "logLevels has more than " + MOST_LOGGERS + " loggers");
        return written.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, LiveSettingsDocument::level));
    }

    private static LogLevel level(Map.Entry<String, String> written) {
        require(LOGGER.matcher(written.getKey()).matches(), "logLevels names something that is no logger");
        for (var level : LogLevel.values()) {
            if (level.name().equals(written.getValue())) {
                return level;
            }
        }
        throw new IllegalArgumentException(
                "logLevels: " + written.getKey() + " needs one of " + Arrays.toString(LogLevel.values()));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
