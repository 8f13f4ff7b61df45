package io.settlement.drill.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.drill.history.Operation.Span;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {

    private static final Span SPAN = new Span(5, 9);
    private static final Line LINE = new Line(1, "DEPOSIT", 100, 100, 77);

    @TempDir
    private Path folder;

    @Test
    void readsBackEveryKindOfOperation() throws IOException {
        var payment = Payment.transfer("k-1", 17, 18, 250, "CNY");
        List<Operation> all = List.of(
                new Operation.Opened(SPAN, 17, 0),
                new Operation.Tried(SPAN, "http://127.0.0.1:1", payment, Answer.transfer(202, 34, "DEBITED", "")),
                new Operation.Tried(SPAN, "http://127.0.0.1:1", payment, Answer.none("timed out \"here\"\n")),
                new Operation.Changed(SPAN, 17, "CLOSE", Outcome.OK, "CLOSED"),
                new Operation.TransferRead(SPAN, 34, "SETTLED"),
                new Operation.BalanceRead(SPAN, 17, new Mark(1, 100)),
                new Operation.StatementRead(SPAN, 17, new Mark(0, 0), List.of(LINE), new Mark(1, 100), true),
                new Operation.ReadFailed(SPAN, "balance", "503"),
                new Operation.Subscribed(SPAN, "one"),
                new Operation.EventSeen(SPAN, "one", 17, LINE),
                new Operation.Proved(SPAN, List.of("BREAK")),
                new Operation.DoorStarted(SPAN, "http://127.0.0.1:1"),
                new Operation.Struck(SPAN, "kill-producer", 3),
                new Operation.Healed(SPAN, "kill-producer"));
        var path = folder.resolve("history.jsonl");
        try (var history = HistoryFile.create(path)) {
            all.forEach(history::append);
        }
        var read = new ArrayList<Operation>();
        HistoryFile.read(path, read::add);
        assertThat(read).isEqualTo(all);
        assertThat(Files.readAllLines(path)).hasSameSizeAs(all);
    }

    @Test
    void isReadableWhileItIsWritten() throws IOException {
        var path = folder.resolve("history.jsonl");
        try (var history = HistoryFile.create(path)) {
            history.append(new Operation.Opened(SPAN, 17, 0));
            assertThat(Files.readAllLines(path)).hasSize(1);
        }
    }

    @Test
    void neverWritesOverAnotherHistory() throws IOException {
        var path = Files.createFile(folder.resolve("history.jsonl"));
        assertThatThrownBy(() -> HistoryFile.create(path)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void namesTheLineThatIsTorn() throws IOException {
        var path = folder.resolve("history.jsonl");
        try (var history = HistoryFile.create(path)) {
            history.append(new Operation.Opened(SPAN, 17, 0));
        }
        Files.writeString(path, Files.readString(path) + "{\"op\":\"tri");
        assertThatThrownBy(() -> HistoryFile.read(path, ignored -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2 is no operation");
    }

    @Test
    void tellsWhatAnAnswerPromises() {
        assertThat(Answer.problem(503, "NOT_ACCEPTED").outcome()).isEqualTo(Outcome.FAIL);
        assertThat(Answer.problem(503, "NOT_TAKEN").outcome()).isEqualTo(Outcome.FAIL);
        assertThat(Answer.problem(429, "QUEUE_FULL").outcome()).isEqualTo(Outcome.FAIL);
        assertThat(Answer.problem(403, "FORBIDDEN").outcome()).isEqualTo(Outcome.FAIL);
        assertThat(Answer.problem(503, "UNKNOWN").outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(Answer.problem(503, "SHARD_UNAVAILABLE").outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(Answer.problem(500, "").outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(Answer.none("reset").isServedUnknown()).isFalse();
    }
}
