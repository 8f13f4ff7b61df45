package io.settlement.live;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What became of the pushes of each document that a service follows. */
final class LiveDocumentMeters implements MeterBinder {

    private final List<LiveDocument<?>> documents;

    LiveDocumentMeters(List<LiveDocument<?>> documents) {
        this.documents = List.copyOf(documents);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        documents.forEach(document -> {
            Gauge.builder(
                            "settlement.document.refused",
                            document,
                            one -> one.state().refused() ? 1 : 0)
                    .description("1 while what was pushed last is not in force")
                    .tag("document", document.dataId())
                    .register(registry);
            pushes(document, "applied", LiveDocument::applied, registry);
            pushes(document, "refused", LiveDocument::refusals, registry);
        });
    }

    private static void pushes(
            LiveDocument<?> document, String outcome, ToDoubleFunction<LiveDocument<?>> count, MeterRegistry registry) {
        FunctionCounter.builder("settlement.document.pushes", document, count)
                .description("texts that came from Nacos, by what became of them")
                .tag("document", document.dataId())
                .tag("outcome", outcome)
                .register(registry);
    }
}
