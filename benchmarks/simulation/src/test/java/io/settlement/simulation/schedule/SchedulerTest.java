package io.settlement.simulation.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class SchedulerTest {

    private final Scheduler scheduler = new Scheduler(new SplittableRandom(1), 1_000, Trace.digestOnly());
    private final List<String> said = new ArrayList<>();

    @Test
    void timePassesOnlyWhenNobodyCanGoOn() {
        scheduler.run("body", () -> {
            scheduler.spawn(null, "late", Duration.ofHours(1), () -> say("late"));
            scheduler.spawn(null, "soon", Duration.ofSeconds(1), () -> say("soon"));
            scheduler.sleep(Duration.ofHours(2));
            say("last");
        });
        assertThat(said).containsExactly("soon 1", "late 3600", "last 7200");
    }

    @Test
    void aWaitEndsWhenItsConditionHoldsOrItsTimeIsUp() {
        scheduler.run("body", () -> {
            scheduler.later(Duration.ofSeconds(3), () -> say("event"));
            assertThat(scheduler.await(() -> said.size() == 1, Duration.ofSeconds(2)))
                    .isFalse();
            assertThat(scheduler.await(() -> said.size() == 1, Duration.ofSeconds(2)))
                    .isTrue();
            say("seen");
        });
        assertThat(said).containsExactly("event 3", "seen 3");
    }

    @Test
    void aKilledProcessDoesNothingMore() {
        var process = new SimulatedProcess("process", false);
        scheduler.run("body", () -> {
            scheduler.spawn(process, "one", Duration.ZERO, () -> {
                say("before");
                scheduler.sleep(Duration.ofSeconds(2));
                say("after");
            });
            scheduler.sleep(Duration.ofSeconds(1));
            scheduler.kill(process);
            scheduler.spawn(process, "another", Duration.ZERO, () -> say("born dead"));
            scheduler.sleep(Duration.ofSeconds(5));
        });
        assertThat(process.isAlive()).isFalse();
        assertThat(said).containsExactly("before 0");
    }

    @Test
    void whoKillsHimselfDoesNotReturn() {
        var process = new SimulatedProcess("process", false);
        scheduler.run("body", () -> {
            scheduler.spawn(process, "one", Duration.ZERO, () -> {
                scheduler.kill(process);
                say("after");
            });
            scheduler.sleep(Duration.ofSeconds(1));
        });
        assertThat(said).isEmpty();
    }

    @Test
    void aHistoryInWhichNobodyCanGoOnFails() {
        assertThatThrownBy(() -> scheduler.run("body", () -> scheduler.await(() -> false)))
                .isInstanceOf(HistoryFailed.class)
                .hasMessageContaining("nobody can go on");
    }

    @Test
    void aHistoryWithoutEndFails() {
        assertThatThrownBy(() -> scheduler.run("body", () -> {
                    while (true) {
                        scheduler.pause();
                    }
                }))
                .isInstanceOf(HistoryFailed.class)
                .hasMessageContaining("no end");
    }

    @Test
    void threadsOfAProcessKeepTheirBounds() {
        var threads = new SimulatedThreads(scheduler, new SimulatedProcess("process", false));
        scheduler.run("body", () -> {
            var pool = threads.pool("pool", 1, 1);
            pool.execute(() -> {
                scheduler.sleep(Duration.ofSeconds(1));
                say("first");
            });
            pool.execute(() -> say("second"));
            assertThatThrownBy(() -> pool.execute(() -> say("third"))).isInstanceOf(RejectedExecutionException.class);
            assertThatThrownBy(() -> threads.await(new CompletableFuture<>(), Duration.ofSeconds(5)))
                    .isInstanceOf(TimeoutException.class);
        });
        assertThat(said).containsExactly("first 1", "second 1");
    }

    @Test
    void aPermitIsHeldByOneAtATime() {
        var threads = new SimulatedThreads(scheduler, new SimulatedProcess("process", false));
        scheduler.run("body", () -> {
            var permit = threads.permit();
            for (int i = 0; i < 3; i++) {
                threads.thread("one", () -> {
                            permit.acquireUninterruptibly();
                            scheduler.sleep(Duration.ofSeconds(1));
                            say("held");
                            permit.release();
                        })
                        .start();
            }
            scheduler.sleep(Duration.ofSeconds(10));
        });
        assertThat(said).containsExactly("held 1", "held 2", "held 3");
    }

    @Test
    void theSameDrawsGiveTheSameOrder() {
        assertThat(orderOf(5)).isEqualTo(orderOf(5));
        assertThat(List.of(orderOf(1), orderOf(2), orderOf(3), orderOf(4)))
                .as("orders of four seeds")
                .anyMatch(order -> !order.equals(orderOf(5)));
    }

    private static List<Integer> orderOf(long seed) {
        var scheduler = new Scheduler(new SplittableRandom(seed), 1_000, Trace.digestOnly());
        List<Integer> order = new ArrayList<>();
        scheduler.run("body", () -> {
            for (int i = 0; i < 6; i++) {
                int number = i;
                scheduler.spawn(null, "one", Duration.ZERO, () -> order.add(number));
            }
            scheduler.sleep(Duration.ofSeconds(1));
        });
        return order;
    }

    private void say(String what) {
        said.add(what + " " + scheduler.clock().sinceStart().toSeconds());
    }
}
