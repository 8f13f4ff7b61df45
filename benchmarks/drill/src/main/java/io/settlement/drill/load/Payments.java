package io.settlement.drill.load;

import io.settlement.drill.history.Answer;
import io.settlement.drill.history.Operation;
import io.settlement.drill.history.Payment;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks for payments and records what was answered, to each a line of its own. Thread-safe. */
final class Payments {

    private static final String TRANSFERS = "/v1/transfers";

    private final Door door;
    private final Recorder recorder;

    Payments(Door door, Recorder recorder) {
        this.door = door;
        this.recorder = recorder;
    }

    Answer ask(URI producer, Payment payment) throws InterruptedException {
        long start = recorder.now();
        var answer = answer(producer, payment);
        recorder.record(new Operation.Tried(recorder.since(start), producer.toString(), payment, answer));
        return answer;
    }

    /** All in one request; transfers only. */
    List<Answer> ask(URI producer, List<Payment> payments) throws InterruptedException {
        long start = recorder.now();
        var answers = answers(producer, payments);
        var span = recorder.since(start);
        for (int i = 0; i < payments.size(); i++) {
            recorder.record(new Operation.Tried(span, producer.toString(), payments.get(i), answers.get(i)));
        }
        return answers;
    }

    private Answer answer(URI producer, Payment payment) throws InterruptedException {
        try {
            var response = door.post(producer, path(payment), Optional.of(payment.key()), body(payment));
            return read(response.status(), response);
        } catch (IOException none) {
            return Answer.none(none.toString());
        }
    }

    private List<Answer> answers(URI producer, List<Payment> payments) throws InterruptedException {
        var items = payments.stream().map(Payments::item).toList();
        try {
            var response = door.post(producer, TRANSFERS + "/bulk", Optional.empty(), Map.of("transfers", items));
            return readBulk(response, payments.size());
        } catch (IOException none) {
            return payments.stream()
                    .map(payment -> Answer.none(none.toString()))
                    .toList();
        }
    }

    private static List<Answer> readBulk(Door.Response response, int size) {
        var answers = new ArrayList<Answer>(size);
        var results = response.body().path("results");
        for (int i = 0; i < size; i++) {
            var item = results.path(i);
            var member = item.has("transfer") ? item.path("transfer") : item.path("problem");
            answers.add(
                    item.isMissingNode()
                            ? Answer.problem(response.status(), response.text("reason"))
                            : read(item.path("code").asInt(0), new Door.Response(0, member)));
        }
        return answers;
    }

    private static Answer read(int status, Door.Response response) {
        var id = response.text("transferId");
        return id.isEmpty()
                ? Answer.problem(status, response.text("reason"))
                : Answer.transfer(status, Long.parseLong(id), response.text("status"), response.text("reason"));
    }

    private static String path(Payment payment) {
        return switch (payment.kind()) {
            case "DEPOSIT" -> "/v1/accounts/" + payment.keyAccount() + "/deposits";
            case "WITHDRAWAL" -> "/v1/accounts/" + payment.keyAccount() + "/withdrawals";
            default -> TRANSFERS;
        };
    }

    private static Map<String, String> body(Payment payment) {
        var body = new LinkedHashMap<String, String>();
        if (payment.kind().equals("TRANSFER")) {
            body.put("sourceAccountId", Long.toString(payment.source()));
            body.put("destinationAccountId", Long.toString(payment.destination()));
        }
        body.put("amount", Amounts.decimal(payment.amount()));
        body.put("currency", payment.currency());
        body.put("reference", "drill");
        return body;
    }

    private static Map<String, String> item(Payment payment) {
        var item = new LinkedHashMap<>(body(payment));
        item.put("idempotencyKey", payment.key());
        return item;
    }
}
