package io.settlement.producer.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferHistory;
import io.settlement.ledger.TransferStep;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A transfer with its way so far.
 *
 * @param unreadShard the payee's shard, where it could not be asked: whether and when it decided is then not told
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TransferDetails(
        @JsonUnwrapped TransferView transfer,
        String kind,
        String idempotencyKey,
        List<Step> steps,
        Integer unreadShard) {

    /** One step. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "TransferStep")
    record Step(String step, String at, int shard, String detail) {

        static Step of(TransferStep step) {
            return new Step(
                    step.kind().name(),
                    text(step.at()),
                    step.shard().number(),
                    step.detail().orElse(null));
        }

        private static String text(Instant at) {
            return DateTimeFormatter.ISO_INSTANT.format(at.truncatedTo(ChronoUnit.MICROS));
        }
    }

    static TransferDetails of(TransferHistory history) {
        var transfer = history.transfer();
        return new TransferDetails(
                TransferView.of(transfer),
                transfer.instruction().kind().name(),
                transfer.instruction().key().value(),
                history.steps().stream().map(Step::of).toList(),
                history.unread().map(ShardId::number).orElse(null));
    }
}
