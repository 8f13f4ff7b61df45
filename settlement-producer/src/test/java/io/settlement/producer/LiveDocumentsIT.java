package io.settlement.producer;

import static io.settlement.producer.LimitedDoor.FLOOR;
import static io.settlement.producer.LimitedDoor.ONE;
import static io.settlement.producer.LimitedDoor.TRANSFERS;
import static io.settlement.producer.LimitedDoor.ZERO;
import static io.settlement.producer.LimitedDoor.codes;
import static io.settlement.producer.LimitedDoor.keys;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Documents pushed to a real Nacos: which pushes count, what a producer tells of them, what stands after a restart. */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LiveDocumentsIT {

    private static final String BAD_PUSHES = """
            [                                                                         | not a JSON list
            []                                                                        | it is empty
            null                                                                      | not a JSON list
            [{"resource":"POST /v1/transfer","count":1}]                              | unknown resource
            [{"resource":"debit shard-2","count":1}]                                  | unknown resource
            [{"resource":"POST /v1/transfers","count":1000001}]                       | needs a count
            [{"resource":"POST /v1/transfers","count":9},{"resource":"x","count":1}]  | rule 2
            [{"resource":"POST /v1/transfers","count":1,"controlBehavior":2}]         | controlBehavior""";

    @TempDir
    private static Path live;

    private static LimitedDoor door;
    private static PushedDocuments pushed;

    @BeforeAll
    static void start(CapturedOutput log) {
        door = LimitedDoor.open("live", live, log::getOut);
        pushed = door.pushed();
    }

    @AfterAll
    static void stop() throws Exception {
        door.close();
    }

    @BeforeEach
    void limitNothing() {
        door.limitNothing();
    }

    @Test
    void aBadPushKeepsWhatIsInForceAndTheLogSaysWhy() {
        pushed.limit(TRANSFERS, 0);
        BAD_PUSHES.lines().map(line -> line.split(" +\\| ")).forEach(bad -> {
            assertThat(pushed.push(bad[0])).contains("is refused", "stays in force", bad[1]);
            assertThat(door.pay(RunningDoor.key()).status()).as(bad[0]).isEqualTo(429);
            assertThat(door.gauge("settlement.document.refused")).isEqualTo(1);
            assertThat(door.gauge("settlement.rules.pushed")).isEqualTo(1);
        });
        pushed.limit(TRANSFERS, 1_000);
        assertThat(door.pay(RunningDoor.key()).status()).isEqualTo(202);
        assertThat(door.gauge("settlement.document.refused")).isZero();
    }

    @Test
    void aRemovedDocumentKeepsWhatIsInForce() {
        pushed.limit(TRANSFERS, 0);

        assertThat(pushed.remove()).contains("is refused", "removed");
        assertThat(door.pay(RunningDoor.key()).status()).isEqualTo(429);
    }

    @Test
    void tellsWhatItRunsAndWhatItRefused() {
        pushed.limit(TRANSFERS, 1_000);
        var runs = document();
        assertThat(runs.path("dataId").asString()).isEqualTo("settlement-producer-flow-rules");
        assertThat(runs.path("md5").asString()).isEqualTo(pushed.md5());
        assertThat(Instant.parse(runs.path("since").asString())).isBefore(Instant.now());
        assertThat(runs.path("refused").asBoolean()).isFalse();

        pushed.push("[{'resource':'debit shard-2','count':1}]");
        var refuses = document();
        assertThat(refuses.path("md5")).isEqualTo(runs.path("md5"));
        assertThat(refuses.path("since")).isEqualTo(runs.path("since"));
        assertThat(refuses.path("refused").asBoolean()).isTrue();
        assertThat(refuses.at("/lastRefusal/md5").asString()).isEqualTo(pushed.md5());
        assertThat(refuses.at("/lastRefusal/reason").asString()).contains("unknown resource");
        assertThat(refuses.at("/lastRefusal/at").asString()).isNotEmpty();
    }

    @Test
    void takesNothingThatChangesAnythingWhileItIsReadOnly() {
        assertThat(pushed.set("{'readOnly':true,'reason':'shard 1 moves'}")).contains("is in force");
        var key = RunningDoor.key();
        try {
            var refused = door.pay(key);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text("reason")).isEqualTo("NOT_TAKEN");
            assertThat(refused.text("detail")).contains("shard 1 moves");
            assertThat(refused.header("Retry-After")).isPresent();
            assertThat(door.bulk(keys(2), List.of(ZERO)).status()).isEqualTo(503);
            assertThat(door.service()
                            .post("/v1/accounts/" + door.payer(ZERO) + "/freeze", "", "{'reason':'r'}")
                            .status())
                    .isEqualTo(503);
            assertThat(door.look(ZERO).status()).isEqualTo(200);
            assertThat(door.gauge("settlement.read.only")).isEqualTo(1);

            assertThat(pushed.set("{}")).contains("is refused", "readOnly is missing");
            assertThat(door.pay(key).status()).isEqualTo(503);
        } finally {
            pushed.set("{'readOnly':false}");
        }
        assertThat(door.rows(List.of(key))).isZero();
        assertThat(door.pay(key).status()).isEqualTo(202);
    }

    @Test
    void batchesAndQueuesAreNoLongerThanAnOperatorSetsThem() {
        pushed.set("{'readOnly':false,'batching':{'maxBatch':1,'queueCapacity':2}}");
        var keys = keys(12);
        var crowded = door.bulk(keys, List.of(ZERO));
        assertThat(codes(crowded)).contains(202, 429).containsOnly(202, 429);
        assertThat(crowded.response().body()).contains("QUEUE_FULL").doesNotContain("RATE_LIMITED");
        assertThat(door.batches(keys)).isEqualTo(door.rows(keys));

        pushed.set("{'readOnly':false}");
        assertThat(codes(door.bulk(keys, List.of(ZERO)))).containsOnly(202);
        assertThat(door.batches(keys)).isLessThan(door.rows(keys));
    }

    @Test
    void aLogLevelIsSetAndGivenBack() {
        var logger = LoggerFactory.getLogger("io.settlement.producer.admission");
        assertThat(logger.isTraceEnabled()).isFalse();

        pushed.set("{'readOnly':false,'logLevels':{'io.settlement.producer':'TRACE'}}");
        assertThat(logger.isTraceEnabled()).isTrue();

        pushed.set("{'readOnly':false}");
        assertThat(logger.isTraceEnabled()).isFalse();
    }

    /** The last one, since the Nacos is gone. What its client keeps on disk is the push that was refused. */
    @Test
    @Order(Integer.MAX_VALUE)
    void theLastGoodRulesAndTheFloorStandAfterARestartWithABadPushAndWithoutNacos() {
        pushed.limit(TRANSFERS, 0);
        pushed.push("[");
        door.restart();
        assertThat(door.pay(RunningDoor.key()).status())
                .as("booted with a bad push")
                .isEqualTo(429);
        assertThat(door.gauge("settlement.document.refused")).isEqualTo(1);

        door.nacos().kill();
        assertThat(door.pay(RunningDoor.key()).status()).as("Nacos has died").isEqualTo(429);
        door.restart();

        assertThat(door.pay(RunningDoor.key()).status())
                .as("booted without Nacos")
                .isEqualTo(429);
        assertThat(codes(door.bulk(keys(FLOOR + 1), List.of(ONE))))
                .as("the floor")
                .last()
                .isEqualTo(429);
    }

    private static JsonNode document() {
        return RunningDoor.JSON
                .readTree(door.service().manage("config").body())
                .valueStream()
                .filter(each -> each.path("dataId").asString().endsWith("-flow-rules"))
                .findFirst()
                .orElseThrow();
    }
}
