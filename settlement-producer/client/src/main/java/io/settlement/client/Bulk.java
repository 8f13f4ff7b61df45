package io.settlement.client;

import io.settlement.client.Answer.Answered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One bulk: what is not decided is sent again, the rest is left alone. For one thread. */
final class Bulk {

    private static final String PATH = "/v1/transfers/bulk";

    private final Tries tries;
    private final List<Item> items;

    Bulk(Tries tries, List<TransferRequest> requests) {
        this.tries = tries;
        this.items = requests.stream().map(Item::new).toList();
    }

    private record ItemBody(
            String idempotencyKey,
            String sourceAccountId,
            String destinationAccountId,
            String amount,
            String currency,
            String reference) {}

    private record Body(List<ItemBody> transfers) {}

    List<BulkResult> send() {
        var patience = tries.patience();
        var pending = items;
        Answer answer;
        do {
            answer = tries.door().ask(Call.bulk(PATH, body(pending)), patience);
            note(pending, answer);
            pending =
                    pending.stream().filter(item -> item.fate.wantsAnotherTry()).toList();
        } while (!pending.isEmpty() && patience.pause(answer.retryAfter()));
        return items.stream().map(Item::result).toList();
    }

    private static Body body(List<Item> pending) {
        return new Body(pending.stream().map(item -> item.body()).toList());
    }

    /** An answer to the whole request is one to each item. */
    private static void note(List<Item> pending, Answer answer) {
        if (answer.verdict() != Verdict.DECIDED) {
            pending.forEach(item -> item.fate.note(answer));
            return;
        }
        List<JsonNode> results = new ArrayList<>();
        ((Answered) answer).body().path("results").forEach(results::add);
        if (results.size() != pending.size()) {
            pending.forEach(
                    item -> item.fate.note(Verdict.OPEN, "the answer is not one of a producer", Optional.empty()));
            return;
        }
        for (int i = 0; i < results.size(); i++) {
            pending.get(i).note(results.get(i));
        }
    }

    /** A transfer of the bulk, with what is known of it. */
    private static final class Item {

        private final TransferRequest request;
        private final Fate fate = new Fate();
        private Optional<Transfer> transfer = Optional.empty();

        private Item(TransferRequest request) {
            this.request = request;
        }

        private ItemBody body() {
            return new ItemBody(
                    request.key().value(),
                    request.sourceAccountId(),
                    request.destinationAccountId(),
                    request.amount().toPlainString(),
                    request.currency(),
                    request.reference());
        }

        private void note(JsonNode result) {
            int status = result.path("code").asInt(0);
            var content = result.path(result.has("transfer") ? "transfer" : "problem");
            var problem = Problem.of(status, content, Optional.empty());
            fate.note(Verdict.of(status, content), problem.toString(), Optional.of(problem));
            if (result.has("transfer") && fate.isDecided()) {
                read(content);
            }
        }

        private void read(JsonNode content) {
            try {
                transfer = Optional.of(Json.read(content, Transfer.class));
            } catch (JacksonException other) {
                fate.note(Verdict.OPEN, "the answer is not one of a producer", Optional.empty());
            }
        }

        private BulkResult result() {
            if (transfer.isPresent()) {
                return new BulkResult.Decided(request, transfer.get());
            }
            if (fate.isDecided()) {
                return new BulkResult.NotDone(request, fate.refusal());
            }
            var why = fate.end(Transfers.call(request));
            return why instanceof OutcomeUnknown unknown
                    ? new BulkResult.Unknown(request, unknown)
                    : new BulkResult.NotDone(request, why);
        }
    }
}
