package io.settlement.producer.batching;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** How long callers wait for what answer: from the moment in which an instruction is handed in. */
final class AcceptMeter {

    private static final Duration[] BOUNDS = Stream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Map<String, Timer> timers = new TreeMap<>();

    AcceptMeter(MeterRegistry registry) {
        Stream.of(
                        "debited",
                        "settled",
                        "rejected",
                        "replayed",
                        "conflict",
                        "forbidden",
                        "not_stored",
                        "not_accepted",
                        "not_taken",
                        "busy",
                        "limited",
                        "broken",
                        "unknown")
                .forEach(answer -> timers.put(
                        answer,
                        Timer.builder("settlement.accept")
                                .description("from handing an instruction in to its answer")
                                .tag("answer", answer)
                                .serviceLevelObjectives(BOUNDS)
                                .register(registry)));
    }

    void time(CompletableFuture<Answer> answer) {
        long start = System.nanoTime();
        answer.thenAccept(told -> timers.get(wordOf(told)).record(System.nanoTime() - start, TimeUnit.NANOSECONDS));
    }

    private static String wordOf(Answer answer) {
        if (answer instanceof Answer.Decided decided) {
            return OutcomeWord.of(decided.outcome());
        }
        if (answer instanceof Answer.NotAccepted) {
            return "not_accepted";
        }
        if (answer instanceof Answer.NotTaken) {
            return "not_taken";
        }
        if (answer instanceof Answer.Busy) {
            return "busy";
        }
        if (answer instanceof Answer.Limited) {
            return "limited";
        }
        return answer instanceof Answer.Broken ? "broken" : "unknown";
    }
}
