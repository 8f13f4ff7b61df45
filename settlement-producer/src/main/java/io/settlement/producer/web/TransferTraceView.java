package io.settlement.producer.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferStep;
import io.settlement.producer.operate.TransferTraces.Trace;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** A transfer with its way as an operator follows it: through batch, journals and events. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "TransferTrace")
record TransferTraceView(
        @JsonUnwrapped TransferView transfer,
        String kind,
        String idempotencyKey,
        String batchId,
        List<Step> steps,
        Integer unreadShard) {

    /** A step, with its place in the journal of its shard where it moved money. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "TracedStep")
    record Step(@JsonUnwrapped TransferDetails.Step step, Long entry, Boolean published) {

        private static Step of(Trace trace, TransferStep step) {
            return new Step(
                    TransferDetails.Step.of(step),
                    step.entry().orElse(null),
                    trace.isPublished(step).orElse(null));
        }
    }

    static TransferTraceView of(Trace trace) {
        var history = trace.history();
        var transfer = history.transfer();
        return new TransferTraceView(
                TransferView.of(transfer),
                transfer.instruction().kind().name(),
                transfer.instruction().key().value(),
                transfer.debitTxn().toString(),
                history.steps().stream().map(step -> Step.of(trace, step)).toList(),
                history.unread().map(ShardId::number).orElse(null));
    }
}
