package io.settlement.producer.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.FenceOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The check-backs of a shard that does not answer: bounded, and in nobody's way. */
class CheckBacksIT {

    private static final ShardId DEAD = new ShardId(0);
    private static final ShardId HEALTHY = new ShardId(1);

    private static LedgerFixture cluster;
    private static LedgerNode ledger;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeAll
    static void start() {
        cluster = LedgerFixture.of(2);
        ledger = cluster.node();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void blackHole() {
        cluster.proxy(DEAD).heal();
        ledger.account(HEALTHY);
        cluster.proxy(DEAD).link().partition();
    }

    @Test
    void thoseOfAHealthyShardDoNotWaitForADeadOne() {
        try (var checks = new CheckBacks(ledger.ledger().source(), 4, registry)) {
            for (int i = 0; i < 40; i++) {
                submit(checks, DEAD);
            }
            List<CompletableFuture<FenceOutcome>> healthy = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                healthy.add(submit(checks, HEALTHY));
            }

            assertThat(healthy)
                    .allSatisfy(answer -> assertThat(answer.orTimeout(5, TimeUnit.SECONDS))
                            .succeedsWithin(Duration.ofSeconds(5))
                            .isEqualTo(FenceOutcome.NEVER_DEBITED));
        }
    }

    @Test
    void whatIsMoreThanMayWaitIsDroppedAndCounted() {
        try (var checks = new CheckBacks(ledger.ledger().source(), 1, registry)) {
            for (int i = 0; i < 300; i++) {
                submit(checks, DEAD);
            }

            assertThat(dropped()).isGreaterThanOrEqualTo(300 - 256 - 1);
        }
    }

    private static CompletableFuture<FenceOutcome> submit(CheckBacks checks, ShardId shard) {
        var batch = new BatchId(ledger.ids().next(shard.pinnedSlot()));
        var answer = new CompletableFuture<FenceOutcome>();
        checks.threads().submit(() -> answer.complete(checks.fence(batch)));
        return answer;
    }

    private double dropped() {
        return registry.counter("settlement.check.backs", "outcome", "dropped").count();
    }
}
