package io.settlement.consumer.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.logging.LogLevel;

class LiveSettingsDocumentTest {

    private final LiveSettingsDocument document =
            new LiveSettingsDocument(Duration.ofSeconds(2), Duration.ofSeconds(3));

    @Test
    void readsWhatIsWritten() {
        assertThat(document.read("{\"paused\":false}"))
                .isEqualTo(new LiveSettings(Optional.empty(), Optional.empty(), Optional.empty(), Map.of()));
        assertThat(document.read("""
                {"paused":true,"reason":"broker 2 moves","sweeper":{"age":"2s","longestPause":"5m"},
                 "logLevels":{"io.settlement":"DEBUG"}}"""))
                .isEqualTo(new LiveSettings(
                        Optional.of("broker 2 moves"),
                        Optional.of(Duration.ofSeconds(2)),
                        Optional.of(Duration.ofMinutes(5)),
                        Map.of("io.settlement", LogLevel.DEBUG)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                                   | not a JSON object
            {}                                                   | paused is missing
            {"paused":true}                                      | reason goes with
            {"paused":false,"reason":"because"}                  | reason goes with
            {"paused":false,"pausedShards":[1]}                  | never live: each shard's own database
            {"paused":false,"topic":"other"}                     | never live: notices that lie under the old name
            {"paused":false,"consumerGroup":"other"}             | never live: notices that lie under the old name
            {"paused":false,"shards":8}                          | never live: each shard's own database
            {"paused":false,"slotMap":"0=0-991"}                 | never live: each shard's own database
            {"paused":false,"acknowledge":"early"}               | never live: that no notice is lost
            {"paused":false,"maxRetries":16}                     | never live: that no notice is lost
            {"paused":false,"threads":9}                         | there are [
            {"paused":false,"sweeper":{"interval":"1s"}}         | there are [
            {"paused":false,"sweeper":{"age":"1999ms"}}          | sweeper.age must be from
            {"paused":false,"sweeper":{"age":"301s"}}            | sweeper.age must be from
            {"paused":false,"sweeper":{"age":"soon"}}            | sweeper.age is a duration
            {"paused":false,"sweeper":{"age":"-5s"}}             | sweeper.age is a duration
            {"paused":false,"sweeper":{"age":5}}                 | sweeper.age is a duration
            {"paused":false,"sweeper":{"longestPause":"2s"}}     | sweeper.longestPause must be from
            {"paused":false,"sweeper":{"longestPause":"6m"}}     | sweeper.longestPause must be from
            {"paused":false,"logLevels":{"io.settlement":"LOUD"}} | needs one of
            """)
    void refusesWhatIsNoLiveSetting(String text, String why) {
        assertThatThrownBy(() -> document.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .message()
                .hasLineCount(1);
    }

    /** Money would be right; but the sweeper would take transfers out of every listener's hands. */
    @Test
    void sweepsNothingAtOnceEvenWhereNoticesTakeNoTime() {
        var hasty = new LiveSettingsDocument(Duration.ZERO, Duration.ZERO);

        assertThatThrownBy(() -> hasty.read("{\"paused\":false,\"sweeper\":{\"age\":\"999ms\"}}"))
                .hasMessageContaining("must be from");
    }
}
