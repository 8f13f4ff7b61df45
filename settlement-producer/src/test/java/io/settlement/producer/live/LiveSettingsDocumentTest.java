package io.settlement.producer.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.logging.LogLevel;

class LiveSettingsDocumentTest {

    private final LiveSettingsDocument document = new LiveSettingsDocument(100);

    @Test
    void readsWhatIsWritten() {
        assertThat(document.read("{\"readOnly\":false}"))
                .isEqualTo(new LiveSettings(Optional.empty(), Optional.empty(), Optional.empty(), Map.of()));
        assertThat(document.read("""
                {"readOnly":true,"reason":"shard 3 moves","batching":{"maxBatch":1024,"queueCapacity":100},
                 "logLevels":{"io.settlement":"DEBUG","ROOT":"WARN"}}"""))
                .isEqualTo(new LiveSettings(
                        Optional.of("shard 3 moves"),
                        Optional.of(1024),
                        Optional.of(100),
                        Map.of("io.settlement", LogLevel.DEBUG, "ROOT", LogLevel.WARN)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                                  | not a JSON object
            null                                                | not a JSON object
            {}                                                  | readOnly is missing
            {"readOnly":false} x                                | not a JSON object
            {"readOnly":false,"readOnly":true}                  | not a JSON object
            {"readOnly":false,"topic":"other"}                  | topics and groups are never live
            {"readOnly":false,"shards":8}                       | shards and slots are never live
            {"readOnly":false,"batching":{"maxBatch":0}}        | maxBatch must be from 1 to 1024
            {"readOnly":false,"batching":{"maxBatch":1025}}     | maxBatch must be from 1 to 1024
            {"readOnly":false,"batching":{"queueCapacity":0}}   | queueCapacity must be from 1 to 100
            {"readOnly":false,"batching":{"queueCapacity":101}} | queueCapacity must be from 1 to 100
            {"readOnly":false,"batching":{"maxBatch":1.5}}      | not a JSON object
            {"readOnly":false,"batching":{"answerTimeout":"1s"}} | there are [
            {"readOnly":true}                                   | reason goes with
            {"readOnly":false,"reason":"because"}               | reason goes with
            {"readOnly":true,"reason":""}                       | one line
            {"readOnly":true,"reason":"a\\nb"}                  | one line
            {"readOnly":true,"reason":"say \\"no\\""}           | without quotes
            {"readOnly":false,"logLevels":{"io.settlement":"LOUD"}} | needs one of
            {"readOnly":false,"logLevels":{"io.settlement":null}}   | needs one of
            {"readOnly":false,"logLevels":{"io settlement":"INFO"}} | no logger
            """)
    void refusesWhatIsNoLiveSetting(String text, String why) {
        assertThatThrownBy(() -> document.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesWhatHasNoEnd() {
        assertThatThrownBy(() -> document.read(" ".repeat(20_000))).hasMessageContaining("longer than");
    }
}
