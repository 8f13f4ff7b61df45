package io.settlement.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransfersDebitedTest {

    private static final String GOLDEN =
            "{\"version\":1,\"batchId\":\"992\",\"transferIds\":[\"17\",\"9223372036854775807\"]}";

    @Test
    void writesExactlyThisText() {
        var notice = new TransfersDebited(992, List.of(17L, Long.MAX_VALUE));

        assertThat(new String(notice.toJson(), StandardCharsets.UTF_8)).isEqualTo(GOLDEN);
        assertThat(notice.keys()).isEqualTo("992 17 9223372036854775807");
    }

    @Test
    void readsWhatItWrites() {
        var most = new TransfersDebited(
                Long.MAX_VALUE,
                LongStream.range(0, 1024).map(i -> Long.MAX_VALUE - i).boxed().toList());

        assertThat(TransfersDebited.fromJson(most.toJson())).isEqualTo(most);
        assertThat(most.keys().length()).isLessThan(32_767);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "null",
                "{\"version\":2,\"batchId\":\"992\",\"transferIds\":[\"17\"]}",
                "{\"version\":1,\"batchId\":\"992\",\"transferIds\":[]}",
                "{\"version\":1,\"batchId\":\"992\",\"transferIds\":[\"17\",]}",
                "{\"version\":1,\"batchId\":\"992\",\"transferIds\":[\"17\"\"18\"]}",
                "{\"version\":1,\"batchId\":\"0\",\"transferIds\":[\"17\"]}",
                "{\"version\":1,\"batchId\":\"-5\",\"transferIds\":[\"17\"]}",
                "{\"version\":1,\"batchId\":\"992\",\"transferIds\":[\"9223372036854775808\"]}",
                "{\"version\":1,\"batchId\":\"992\",\"transferIds\":[\"17\"]} "
            })
    void refusesEverythingElse(String body) {
        assertThatThrownBy(() -> TransfersDebited.fromJson(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UndecodableMessage.class);
    }

    @Test
    void refusesABodyThatIsTooLong() {
        assertThatThrownBy(() -> TransfersDebited.fromJson(new byte[1 << 20])).isInstanceOf(UndecodableMessage.class);
    }
}
