package io.settlement.producer.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.settlement.ledger.ShardId;
import io.settlement.producer.operate.ProcessCounts;
import io.settlement.producer.operate.ShardSights.Sight;
import io.settlement.watch.SharedLook.Seen;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/**
 * What is in flight, and what this process has answered.
 *
 * @param producer the process that answers, as it is registered
 * @param all the shards together, without those that are unread; not of one moment, for there is none that they share
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "OperatorFigures")
record FiguresView(
        String at,
        String producer,
        String since,
        StandingView all,
        List<Integer> unreadShards,
        List<OnShard> shards,
        List<Answers> answers,
        List<Rejections> rejections) {

    /** One shard; without figures where it could not be read. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ShardStanding")
    record OnShard(int shard, String trouble, @JsonUnwrapped StandingView standing) {

        static OnShard of(ShardId shard, Seen<Sight> seen) {
            return new OnShard(
                    shard.number(),
                    seen.part().isPresent() ? null : seen.trouble(),
                    seen.part().map(StandingView::of).orElse(null));
        }
    }

    /** How often callers were told one thing. */
    @Schema(name = "AnswerCount")
    record Answers(String answer, long instructions) {}

    /** How often the ledger rejected for one reason. */
    @Schema(name = "RejectionCount")
    record Rejections(String reason, long instructions) {}

    static FiguresView of(
            String at, String producer, String since, Map<ShardId, Seen<Sight>> seen, ProcessCounts counts) {
        return new FiguresView(
                at,
                producer,
                since,
                StandingView.sum(seen.values().stream()
                        .flatMap(each -> each.part().stream())
                        .toList()),
                seen.entrySet().stream()
                        .filter(each -> each.getValue().part().isEmpty())
                        .map(each -> each.getKey().number())
                        .toList(),
                seen.entrySet().stream()
                        .map(each -> OnShard.of(each.getKey(), each.getValue()))
                        .toList(),
                counts.answers().entrySet().stream()
                        .map(each -> new Answers(each.getKey(), each.getValue()))
                        .toList(),
                counts.rejections().entrySet().stream()
                        .map(each -> new Rejections(each.getKey(), each.getValue()))
                        .toList());
    }
}
