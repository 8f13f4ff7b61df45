package io.settlement.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

class IdsInLogsTest {

    private final LoggerContext context = new LoggerContext();

    private String line(String format, String message, Object... arguments) {
        var environment =
                new MockEnvironment().withProperty("logging.structured.json.customizer", IdsInLogs.class.getName());
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putObject(Environment.class.getName(), environment);
        var encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat(format);
        encoder.start();
        var event = new LoggingEvent("test", context.getLogger("io.settlement"), Level.WARN, message, null, arguments);
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logstash", "ecs"})
    void areFieldsOfTheirOwnBesideTheText(String format) {
        assertThat(line(format, "transfer {} of batch {} on {}", new TransferId(7), new BatchId(8), new ShardId(3)))
                .contains("\"message\":\"transfer 7 of batch 8 on shard 3\"")
                .contains("\"transferId\":\"7\"")
                .contains("\"batchId\":\"8\"")
                .contains("\"shard\":3")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logstash", "ecs"})
    void areMissingWhereTheLineHasNone(String format) {
        assertThat(line(format, "started with {}", 7)).doesNotContain("transferId", "batchId", "shard");
        assertThat(line(format, "started")).contains("\"message\":\"started\"").doesNotContain("transferId");
    }
}
