package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class FollowersTest {

    private static final String RULES = "settlement-producer-flow-rules";
    private static final String RUNS = """
            [{"dataId":"other","md5":"o","since":"2026-01-02T03:04:05Z","refused":false},
             {"dataId":"settlement-producer-flow-rules","md5":"m1","since":"2026-01-02T03:04:05Z","refused":false,"more":1}]
            """;
    private static final String REFUSES = """
            [{"dataId":"settlement-producer-flow-rules","md5":"m1","since":"2026-01-02T03:04:05Z","refused":true,
              "lastRefusal":{"md5":"m2","reason":"rule 1 needs a count","at":"2026-01-02T03:05:00Z"}}]
            """;

    @Test
    void tellsWhatAProcessRuns() {
        var follower = told(RUNS);

        assertThat(follower.runs("m1")).isTrue();
        assertThat(follower.runs("m2")).isFalse();
        assertThat(follower.text("m1")).isEqualTo("p: runs md5 m1 since 2026-01-02T03:04:05Z");
        assertThat(follower.text("m2")).endsWith(", and md5 m2 is live");
    }

    /** Not even what it runs: something that was pushed since is not in force. */
    @Test
    void whoRefusesRunsNothingThatIsLive() {
        var follower = told(REFUSES);

        assertThat(follower.runs("m1")).isFalse();
        assertThat(follower.refuses("m2")).isTrue();
        assertThat(follower.refuses("m3")).isFalse();
        assertThat(follower.text("m2"))
                .isEqualTo("p: runs md5 m1 since 2026-01-02T03:04:05Z, refused md5 m2 at 2026-01-02T03:05:00Z:"
                        + " rule 1 needs a count");
    }

    @Test
    void whoDoesNotSayRunsNothing() {
        assertThat(Follower.silent("p", "does not tell").runs("m1")).isFalse();
        assertThat(Follower.silent("p", "does not tell").text("m1")).isEqualTo("p: does not tell");
        assertThat(Followers.read("[]", RULES)).isEmpty();
        assertThatThrownBy(() -> Followers.read("<html>", RULES)).isInstanceOf(JacksonException.class);
    }

    private static Follower told(String body) {
        return new Follower("p", Optional.of(Followers.read(body, RULES).orElseThrow()), "");
    }
}
