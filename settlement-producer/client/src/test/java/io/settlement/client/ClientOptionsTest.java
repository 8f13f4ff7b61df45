package io.settlement.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientOptionsTest {

    @Test
    void neverShowsTheKey() {
        var options = ClientOptions.of("stl_secret", URI.create("http://127.0.0.1:8080"));
        assertThat(options.toString()).contains("127.0.0.1:8080").doesNotContain("secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientOptions.of("two words", URI.create("http://h")))
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("two words"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "ftp://h", "http:/h", "h", "http://h?x=1", "http://h#x"})
    void refusesWhatIsNoAddress(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ClientOptions.of("k", URI.create(text)));
    }

    @Test
    void refusesToBeWithoutProducersTriesOrTime() {
        var options = ClientOptions.of("k", URI.create("http://h"));
        assertThatIllegalArgumentException().isThrownBy(() -> ClientOptions.of("k"));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withTries(0));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withDeadline(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withTimeouts(Duration.ZERO, Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withBackoff(Duration.ofMillis(-1), Duration.ofMillis(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "\u00e4", "\n"})
    void refusesWhatIsNoIdempotencyKey(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> IdempotencyKey.of(text));
        assertThatIllegalArgumentException().isThrownBy(() -> IdempotencyKey.of("x".repeat(65)));
    }

    @Test
    void readsRetryAfterInSecondsAndAsADate() {
        var clock = Clock.fixed(Instant.parse("2026-11-25T08:00:00Z"), ZoneOffset.UTC);
        assertThat(RetryAfter.of(Optional.of(" 7 "), clock)).contains(Duration.ofSeconds(7));
        assertThat(RetryAfter.of(Optional.of("Wed, 25 Nov 2026 08:00:30 GMT"), clock))
                .contains(Duration.ofSeconds(30));
        for (var other : new String[] {"Wed, 25 Nov 2026 07:00:00 GMT", "-1", "soon", "99999999999999", ""}) {
            assertThat(RetryAfter.of(Optional.of(other), clock)).as(other).isEmpty();
        }
        assertThat(RetryAfter.of(Optional.empty(), clock)).isEmpty();
    }
}
