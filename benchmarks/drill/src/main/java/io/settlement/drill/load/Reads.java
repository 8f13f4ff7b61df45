package io.settlement.drill.load;

import io.settlement.drill.history.Line;
import io.settlement.drill.history.Mark;
import io.settlement.drill.history.Operation;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import tools.jackson.databind.JsonNode;

/** Reads balances, statements and transfers, and records what was shown. Thread-safe. */
final class Reads {

    private static final int NOT_FOUND = 404;
    static final int PAGE = 100;

    private final Door door;
    private final Recorder recorder;

    Reads(Door door, Recorder recorder) {
        this.door = door;
        this.recorder = recorder;
    }

    void balance(URI producer, long account) throws InterruptedException {
        long start = recorder.now();
        var response = ask(start, producer, "/v1/accounts/" + account + "/balance");
        if (response != null) {
            recorder.record(new Operation.BalanceRead(recorder.since(start), account, mark(response.body())));
        }
    }

    /**
     * One page.
     *
     * @param from sequence of its first line
     * @return sequence of the line after it, {@code from} if there is none yet or no answer
     */
    long statement(URI producer, long account, long from) throws InterruptedException {
        long start = recorder.now();
        var path = "/v1/accounts/" + account + "/statement?from=" + from + "&limit=" + PAGE;
        var response = ask(start, producer, path);
        if (response == null) {
            return from;
        }
        var page = response.body();
        var lines = new ArrayList<Line>();
        page.path("lines").forEach(line -> lines.add(line(line)));
        var closing = mark(page.path("closing"));
        boolean last = page.path("nextCursor").isMissingNode();
        recorder.record(new Operation.StatementRead(
                recorder.since(start), account, mark(page.path("opening")), lines, closing, last));
        return closing.sequence() + 1;
    }

    /** The status that was shown, empty if none was. */
    String transfer(URI producer, long transfer) throws InterruptedException {
        long start = recorder.now();
        var response = ask(start, producer, "/v1/transfers/" + transfer);
        if (response == null) {
            return "";
        }
        var status = response.text("status");
        recorder.record(new Operation.TransferRead(recorder.since(start), transfer, status));
        return status;
    }

    /** Null if no answer came, or one that says nothing. That there is no such thing is an answer: it shows no line. */
    private Door.Response ask(long start, URI producer, String path) throws InterruptedException {
        String why;
        try {
            var response = door.get(producer, path);
            if (response.isSuccess() || response.status() == NOT_FOUND) {
                return response;
            }
            why = response.status() + " " + response.text("reason");
        } catch (IOException none) {
            why = none.toString();
        }
        recorder.record(new Operation.ReadFailed(recorder.since(start), path, why));
        return null;
    }

    private static Mark mark(JsonNode node) {
        return new Mark(
                node.path("sequence").asLong(0),
                Amounts.minorUnits(node.path("balance").asString("0")));
    }

    private static Line line(JsonNode node) {
        return new Line(
                node.path("sequence").asLong(0),
                node.path("kind").asString(""),
                Amounts.minorUnits(node.path("amount").asString("")),
                Amounts.minorUnits(node.path("balanceAfter").asString("")),
                Long.parseLong(node.path("transferId").asString("")));
    }
}
