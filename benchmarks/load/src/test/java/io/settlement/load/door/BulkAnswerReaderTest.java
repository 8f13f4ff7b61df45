package io.settlement.load.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkAnswerReaderTest {

    @Test
    void readsTransfersAndProblemsInTheirOrder() {
        assertThat(read("""
                        {"results":[
                          {"idempotencyKey":"a","code":202,"transfer":{"transferId":"1025","sourceAccountId":"1",
                            "destinationAccountId":"2","amount":"1.00","currency":"CNY","reference":"",
                            "status":"DEBITED","reason":null}},
                          {"idempotencyKey":"b","code":422,"transfer":{"transferId":"2049","status":"REJECTED",
                            "reason":"INSUFFICIENT_FUNDS"}},
                          {"idempotencyKey":"c","code":409,"problem":{"type":"about:blank","title":"Conflict",
                            "status":409,"detail":"amount differs","reason":"KEY_CONFLICT","field":"amount"}},
                          {"idempotencyKey":"d","code":503,"problem":{"status":503,"reason":"UNKNOWN"}}]}
                        """))
                .containsExactly(
                        new ItemAnswer("a", 202, 1025, ""),
                        new ItemAnswer("b", 422, 2049, ""),
                        new ItemAnswer("c", 409, 0, "amount differs"),
                        new ItemAnswer("d", 503, 0, "UNKNOWN"));
    }

    @Test
    void skipsFieldsThatItDoesNotKnow() {
        assertThat(read("""
                        {"took":{"ms":[1,{"x":2}]},"results":[{"new":[{}],"code":202,
                          "transfer":{"more":{"a":[1]},"transferId":"7"},"idempotencyKey":"a"}],"end":true}
                        """)).containsExactly(new ItemAnswer("a", 202, 7, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "<html>",
                "{\"results\":7}",
                "{\"results\":[{\"idempotencyKey\":\"a\",\"code\":202",
                "{\"results\":[{\"idempotencyKey\":\"a\"}]}",
                "{\"results\":[{\"idempotencyKey\":\"a\",\"code\":\"202\"}]}",
                "{\"results\":[{\"idempotencyKey\":\"a\",\"code\":202}]}",
                "{\"results\":[{\"idempotencyKey\":\"a\",\"code\":422,\"problem\":{\"detail\":\"x\"}}]}",
                "{\"results\":[{\"idempotencyKey\":\"a\",\"code\":202,\"transfer\":{\"transferId\":\"-7\"}}]}"
            })
    void refusesWhatIsNotABulkAnswer(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(DoorFailure.class)
                .hasMessageStartingWith("the bulk answer cannot be read: ");
    }

    private static List<ItemAnswer> read(String json) {
        return BulkAnswerReader.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
