package io.settlement.cli;

import io.settlement.cli.input.BulkLine;
import io.settlement.client.BulkResult;
import io.settlement.client.OutcomeUnknown;
import io.settlement.client.RequestRefused;
import io.settlement.client.SettlementException;
import io.settlement.client.TransferStatus;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What became of each line of a bulk, and the counts, which add up to the file. */
final class BulkReport {

    /** One word for each line. */
    enum Outcome {
        TAKEN,
        REFUSED,
        NOT_TAKEN,
        UNKNOWN,
        NOT_SENT
    }

    private final Terminal terminal;
    private final Shown shown;
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);

    BulkReport(Terminal terminal, Shown shown) {
        this.terminal = terminal;
        this.shown = shown;
    }

    static Outcome outcome(BulkResult result) {
        if (result instanceof BulkResult.Decided decided) {
            var status = decided.transfer().status();
            boolean against = status == TransferStatus.REJECTED || status == TransferStatus.REVERSED;
            return against ? Outcome.REFUSED : Outcome.TAKEN;
        }
        return outcome(why(result));
    }

    private static Outcome outcome(SettlementException why) {
        if (why instanceof OutcomeUnknown) {
            return Outcome.UNKNOWN;
        }
        return why instanceof RequestRefused ? Outcome.REFUSED : Outcome.NOT_TAKEN;
    }

    private static SettlementException why(BulkResult result) {
        return result instanceof BulkResult.Unknown unknown ? unknown.why() : ((BulkResult.NotDone) result).why();
    }

    void show(List<BulkLine> lines, List<BulkResult> results) {
        var table = new Table(Set.of(0), "line", "outcome", "transfer", "status", "key", "why");
        for (int i = 0; i < lines.size(); i++) {
            var result = results.get(i);
            counts.merge(outcome(result), 1, Integer::sum);
            if (shown.asJson()) {
                shown.json(json(lines.get(i), result));
            } else {
                add(table, lines.get(i), result);
            }
        }
        if (!shown.asJson()) {
            table.print(terminal.out());
        }
    }

    private static void add(Table table, BulkLine line, BulkResult result) {
        var key = line.request().key();
        if (result instanceof BulkResult.Decided decided) {
            var transfer = decided.transfer();
            var why = transfer.reason().orElse("");
            table.add(line.number(), outcome(result), transfer.transferId(), transfer.status(), key, why);
        } else {
            table.add(line.number(), outcome(result), "-", "-", key, why(result).getMessage());
        }
    }

    private static Map<String, Object> json(BulkLine line, BulkResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("line", line.number());
        json.put("outcome", outcome(result));
        json.put("idempotencyKey", line.request().key().value());
        if (result instanceof BulkResult.Decided decided) {
            json.put("transfer", decided.transfer());
        } else {
            json.put("why", why(result).getMessage());
            why(result).problem().ifPresent(problem -> json.put("reason", problem.reason()));
        }
        return json;
    }

    /** So many lines were never sent. */
    void leave(int lines) {
        if (lines > 0) {
            counts.put(Outcome.NOT_SENT, lines);
        }
    }

    /** @return the exit code: the worst of all lines */
    int end() {
        terminal.err()
                .println(counts.entrySet().stream()
                        .map(count -> count.getKey() + " " + count.getValue())
                        .collect(Collectors.joining(", ")));
        boolean unknown = counts.containsKey(Outcome.UNKNOWN);
        boolean left = counts.containsKey(Outcome.NOT_TAKEN) || counts.containsKey(Outcome.NOT_SENT);
        if (unknown || left) {
            terminal.err()
                    .println("send the same file again: its keys make that safe, and it tells what became of all");
        }
        if (unknown) {
            return ExitCode.UNKNOWN;
        }
        if (left) {
            return ExitCode.NOT_DONE;
        }
        return counts.containsKey(Outcome.REFUSED) ? ExitCode.REFUSED : ExitCode.DONE;
    }
}
